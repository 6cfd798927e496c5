package dev.twt.selection.overlap;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.dataset.QuestionColumns;
import org.apache.spark.sql.Column;

/** What is compared of questions: their words and those of their options, spelling levelled. Column expressions. */
final class QuestionWords {
    /** Blanks and the punctuation of most scripts, but for the middle dot. */
    private static final String BETWEEN = "[\\x00-\\x20!\"#$&'(),.:;?@\\[\\\\\\]_`{|}~\\x7f-\\xb6\\xb8-\\xbf"
            + "\\u2000-\\u206f\\u2e00-\\u2e7f\\u3000-\\u303f\\ufe10-\\ufe1f\\ufe30-\\ufe4f]+";

    /** Signs of which each is a word: with them gone, 5 + 3 and 5 - 3 would be one. */
    private static final String SIGN = "([-+*/=<>^%])";

    private static final String SAME_FROM = sameFrom();
    private static final String SAME_TO = sameTo();

    private QuestionWords() {}

    /** Question and options as words with one blank between; options in the order of their texts, without labels. */
    static Column text() {
        Column options =
                transform(col(QuestionColumns.CHOICES), choice -> levelled(coalesce(choice.getField("text"), lit(""))));
        Column all = coalesce(array_join(sort_array(options), " "), lit(""));
        return trim(concat(levelled(col(QuestionColumns.QUESTION)), lit(" "), all));
    }

    private static Column levelled(Column text) {
        Column same = translate(lower(text), SAME_FROM, SAME_TO);
        Column joined = regexp_replace(same, "([0-9]),([0-9][0-9][0-9])", "$1$2");
        // The decimal point lives on as a middle dot.
        Column decimals = regexp_replace(joined, "([0-9])\\.([0-9])", "$1·$2");
        Column hyphens = regexp_replace(decimals, "([a-z])-([a-z])", "$1 $2");
        Column signs = regexp_replace(hyphens, SIGN, " $1 ");
        return trim(regexp_replace(signs, BETWEEN, " "));
    }

    static Column words(Column text) {
        return split(text, " ");
    }

    /** Hashes of the distinct n-grams of a text; of a shorter one the hash of the whole. */
    static Column ngrams(Column words, int n) {
        // The words as a lambda's variable: inside a lambda an expression is computed for every element again.
        return get(transform(array(words), all -> hashes(all, n)), lit(0));
    }

    private static Column hashes(Column words, int n) {
        Column places = sequence(lit(1), greatest(size(words).minus(n - 1), lit(1)));
        return array_distinct(transform(places, at -> xxhash64(array_join(slice(words, at, lit(n)), " "))));
    }

    /** Full-width forms, and signs that are written in several ways. */
    private static String sameFrom() {
        StringBuilder from = new StringBuilder();
        for (char c = '\uff01'; c <= '\uff5e'; c++) {
            from.append(c);
        }
        return from + "\u00d7\u00f7\u2212\u2010\u2011\u2012\u2013\u2014\u00a0\u2019";
    }

    private static String sameTo() {
        StringBuilder to = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            to.append(Character.toLowerCase(c));
        }
        return to + "*/------ '";
    }
}
