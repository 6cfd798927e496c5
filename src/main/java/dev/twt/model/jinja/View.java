package dev.twt.model.jinja;

import java.util.List;

/**
 * What a dictionary's items(), keys() and values() give: can be counted and iterated, not indexed.
 *
 * @param name as Python prints it: dict_items, dict_keys or dict_values
 */
record View(String name, List<Object> items) {}
