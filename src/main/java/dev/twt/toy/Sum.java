package dev.twt.toy;

import dev.twt.task.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sum of products, divided by five: what remains? Its steps are worth learning. Each is a small table, while the answer
 * alone is that of all of them together, and says next to nothing of any one factor.
 *
 * @param products one at least
 */
record Sum(List<Product> products) {
    Sum {
        products = List.copyOf(products);
    }

    static Sum draw(RandomGenerator random, int products) {
        return new Sum(
                Stream.generate(() -> Product.draw(random)).limit(products).toList());
    }

    /** Such as 17*6+12*9. */
    String terms() {
        return products.stream().map(Product::toString).collect(Collectors.joining("+"));
    }

    String text() {
        return "What remains when " + terms() + " is divided by five?";
    }

    Question question() {
        return Question.of(text());
    }

    /** With remainders alone: each product, such as 17*6=2 and 12*9=3, then what they add up to, 2+3=0. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        products.forEach(product -> steps.add(product + "=" + product.remainder() + "."));
        int sum = products.get(0).remainder();
        for (Product product : products.subList(1, products.size())) {
            int next = (sum + product.remainder()) % Product.DIVISOR;
            steps.add(sum + "+" + product.remainder() + "=" + next + ".");
            sum = next;
        }
        return steps;
    }

    /** The last steps as sentences. */
    String rationale(int last) {
        List<String> steps = steps();
        return String.join(" ", steps.subList(steps.size() - last, steps.size()));
    }

    String rationale() {
        return String.join(" ", steps());
    }

    String answer() {
        return String.valueOf(products.stream().mapToInt(Product::remainder).sum() % Product.DIVISOR);
    }
}
