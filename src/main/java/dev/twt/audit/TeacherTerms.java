package dev.twt.audit;

/**
 * What is known of the use of a teacher's outputs.
 *
 * @param name as it stands in the ledger
 * @param model the model that answered
 * @param licence in the words of the configuration, may be empty
 */
public record TeacherTerms(String name, String model, String licence) {}
