package dev.twt.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published schema of report.json. */
public final class ReportSchema {
    private ReportSchema() {}

    /** What of a text is not as the schema says. */
    public static List<String> problems(String json) throws IOException {
        try (InputStream in = ReportJson.class.getResourceAsStream("/dev/twt/report/report.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
    }
}
