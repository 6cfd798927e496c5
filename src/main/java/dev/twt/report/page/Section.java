package dev.twt.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param title its heading
 * @param lead what it says, beside it
 * @param groups in order
 */
record Section(String id, String title, String lead, List<Group> groups) {
    /**
     * Blocks under one heading.
     *
     * @param heading may be empty
     * @param note below it; may be empty
     * @param layout class: wide, beside (picture and numbers side by side) or grid
     */
    record Group(String heading, String note, String layout, List<Block> blocks) {}

    static Section of(String id, String title, String lead) {
        return new Section(id, title, lead, new ArrayList<>());
    }

    Section add(String heading, String note, String layout, List<Block> blocks) {
        groups.add(new Group(heading, note, layout, blocks));
        return this;
    }

    Section add(String heading, String note, String layout, Block block) {
        return add(heading, note, layout, List.of(block));
    }
}
