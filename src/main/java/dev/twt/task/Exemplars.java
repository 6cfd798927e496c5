package dev.twt.task;

import java.util.List;

/** The worked examples that may stand before a question. Written for this project. */
final class Exemplars {

    static final List<Exemplar> MATH = List.of(
            math(
                    "A ferry makes 4 trips a day and carries 35 cars on each trip. How many cars does it carry in 3 days?",
                    "Each day it carries 4 * 35 = 140 cars. In 3 days it carries 140 * 3 = 420 cars.",
                    "420",
                    "0.98"),
            math(
                    "Mira had $60. She spent half of it on a coat and $12.50 on lunch. How many dollars are left?",
                    "Half of 60 is 30, so 60 - 30 = 30 dollars were left after the coat. After lunch 30 - 12.50 = 17.50.",
                    "17.50",
                    "0.96"),
            math(
                    "A hose fills a tank in 6 hours, a second one in 3 hours. About how many hours do both need together?",
                    "In an hour they fill 1/6 + 1/3 = 1/2 of the tank. So together they need 2 hours, if neither slows the other.",
                    "2",
                    "0.85"));

    static final List<Exemplar> CHOICE = List.of(
            choice(
                    "Where would you leave wet boots when you come home?",
                    List.of("porch", "bookshelf", "oven", "wallet"),
                    "Wet boots should stay where the floor may get dirty. A porch is at the door and made for that.",
                    "A",
                    "0.95"),
            choice(
                    "Which of these is the best conductor of electricity?",
                    List.of("glass", "rubber", "copper", "dry wood"),
                    "Glass, rubber and dry wood hold current back. Copper is a metal and lets it pass.",
                    "C",
                    "0.99"),
            choice(
                    "What do people most often do right after they miss a train?",
                    List.of("sell their house", "wait", "swim", "apologise"),
                    "They still want to travel. Some may apologise to a friend, but most have to wait for the next train.",
                    "B",
                    "0.8"));

    static final List<Exemplar> TEXT = List.of(
            line(
                    "Could a person read a printed newspaper by the light of a full moon on Mars?",
                    "The moons of Mars are far smaller than ours and give much less light. Print could hardly be made out.",
                    "no",
                    "0.75"),
            line(
                    "Which metal is liquid at room temperature and was used in thermometers?",
                    "Thermometers used a silvery liquid metal that spreads evenly when warm. That metal is mercury.",
                    "mercury",
                    "0.98"),
            line(
                    "Would a full bathtub outweigh an adult cat?",
                    "A full bathtub holds over 100 litres of water, which is over 100 kilograms. A cat weighs about 5.",
                    "yes",
                    "0.97"));

    static final List<Exemplar> CODE = List.of(
            code(
                    "Write a function to count the words of a sentence that begin with a given letter.",
                    "assert words_with(\"red rose, blue sea\", \"r\") == 2",
                    "Split the sentence at spaces and count the words that start with the letter.",
                    "def words_with(sentence, letter):\n    return sum(w.startswith(letter) for w in sentence.split())",
                    "0.95"),
            code(
                    "Write a function to find the second largest number of a list.",
                    "assert second_largest([4, 9, 7]) == 7",
                    "Equal numbers should count once, so take the set, sort it and return the last but one.",
                    "def second_largest(numbers):\n    return sorted(set(numbers))[-2]",
                    "0.85"),
            code(
                    "Write a function to tell whether a year is a leap year.",
                    "assert is_leap(2024)",
                    "A leap year can be divided by 4, but not by 100 unless by 400.",
                    "def is_leap(year):\n    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)",
                    "0.97"));

    private Exemplars() {}

    static List<Exemplar> first(List<Exemplar> of, int count) {
        return of.subList(0, Math.max(0, Math.min(count, of.size())));
    }

    private static Exemplar math(String question, String reasoning, String answer, String confidence) {
        return exemplar(Tasks.MATH, Question.of(question), reasoning, answer, confidence);
    }

    private static Exemplar line(String question, String reasoning, String answer, String confidence) {
        return exemplar(Tasks.TEXT, Question.of(question), reasoning, answer, confidence);
    }

    private static Exemplar choice(
            String question, List<String> options, String reasoning, String answer, String confidence) {
        List<Choice> choices = options.stream()
                .map(option -> new Choice(String.valueOf((char) ('A' + options.indexOf(option))), option))
                .toList();
        return exemplar(Tasks.CHOICE, new Question(question, choices, List.of()), reasoning, answer, confidence);
    }

    private static Exemplar code(String question, String test, String reasoning, String program, String confidence) {
        Question asked = new Question(question, List.of(), List.of(test));
        return exemplar(Tasks.CODE, asked, reasoning, "\n```python\n" + program + "\n```", confidence);
    }

    private static Exemplar exemplar(
            String task, Question question, String reasoning, String answer, String confidence) {
        return new Exemplar(StudentPrompts.asked(task, question), FixedForm.reply(reasoning, answer, confidence));
    }
}
