package dev.twt.training.loop;

/** Tokens as people read them. */
interface TokenText {
    String of(int[] ids);
}
