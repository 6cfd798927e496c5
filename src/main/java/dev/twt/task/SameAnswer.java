package dev.twt.task;

/** When two answers are the same as they stand. */
final class SameAnswer {

    private SameAnswer() {}

    /** Equal canonical forms, or, where neither has one, the same text. */
    static boolean canonically(String leftForm, String rightForm, String left, String right) {
        if (leftForm.isEmpty() && rightForm.isEmpty()) {
            return left != null && right != null && left.strip().equals(right.strip());
        }
        return leftForm.equals(rightForm);
    }
}
