package dev.twt.distillation.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The form in which one tool reads a distillation set. */
sealed interface ExportFormat permits TrlFormat, LlamaFactoryFormat, AxolotlFormat, HuggingFaceFormat {
    /** Its word in the configuration, and the name of its folder. */
    String name();

    /** Writes one side of one stage, or nothing where it has no examples. */
    Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException;

    /** Writes what the tool needs beside the examples. */
    void describe(List<ExportedFile> files, ExportFolder folder) throws IOException;

    /** How to go on in the tool, on one line. */
    String next(List<ExportedFile> files, ExportFolder folder);
}
