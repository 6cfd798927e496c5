package dev.twt.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the block {@code decontaminate}. */
final class DecontaminateReader {
    private static final int LONGEST_NGRAM = 100;

    private DecontaminateReader() {}

    static DecontaminateConfig read(Block block) {
        return new DecontaminateConfig(
                sets(block),
                (int) block.leaf("ngram").whole(1, LONGEST_NGRAM),
                block.leaf("overlap").number(Range.aboveUpTo(0, 1)),
                (int) block.leaf("min-words").whole(0, Integer.MAX_VALUE),
                block.leaf("before-asking").flag(),
                block.leaf("near-duplicates").word(List.of("keep", "drop")),
                block.leaf("similarity").number(Range.aboveUpTo(0, 1)));
    }

    private static List<EvaluationSet> sets(Block block) {
        List<EvaluationSet> sets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Block item : block.listed("sets", Reference.EVALUATION_DEFAULTS)) {
            EvaluationSet set = new EvaluationSet(
                    item.leaf("name").filled(),
                    item.leaf("path").filled(),
                    item.leaf("format")
                            .constant(DataFormat.AUTO, DataFormat.JSONL, DataFormat.JSON, DataFormat.PARQUET),
                    item.table("fields", RunReader.QUESTION_COLUMNS));
            if (!names.add(set.name())) {
                item.leaf("name").reject("another set has this name already", "Give each set a name of its own");
            }
            sets.add(set);
        }
        return sets;
    }
}
