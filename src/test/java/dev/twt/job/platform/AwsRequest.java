package dev.twt.job.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * A request to AWS as JSON, held against the SDK's own model of it: names and types of fields, required ones, values of
 * enumerations. The SDK's unmarshallers pass over what they do not know, so its metadata is walked here.
 */
final class AwsRequest {
    private static final Map<MarshallingType<?>, Kind> KINDS = Map.ofEntries(
            Map.entry(MarshallingType.STRING, Kind.TEXT),
            Map.entry(MarshallingType.INTEGER, Kind.WHOLE),
            Map.entry(MarshallingType.LONG, Kind.WHOLE),
            Map.entry(MarshallingType.SHORT, Kind.WHOLE),
            Map.entry(MarshallingType.DOUBLE, Kind.NUMBER),
            Map.entry(MarshallingType.FLOAT, Kind.NUMBER),
            Map.entry(MarshallingType.BIG_DECIMAL, Kind.NUMBER),
            Map.entry(MarshallingType.BOOLEAN, Kind.FLAG),
            Map.entry(MarshallingType.INSTANT, Kind.NUMBER));

    /** EMR's classes, unlike the other services', do not tell which fields are required; its API reference does. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "RunJobFlowRequest", List.of("Name", "Instances"),
            "AddJobFlowStepsRequest", List.of("JobFlowId", "Steps"),
            "StepConfig", List.of("Name", "HadoopJarStep"),
            "HadoopJarStepConfig", List.of("Jar"),
            "BootstrapActionConfig", List.of("Name", "ScriptBootstrapAction"),
            "ScriptBootstrapActionConfig", List.of("Path"),
            "InstanceGroupConfig", List.of("InstanceRole", "InstanceType", "InstanceCount"),
            "EbsBlockDeviceConfig", List.of("VolumeSpecification"),
            "VolumeSpecification", List.of("VolumeType", "SizeInGB"));

    private final List<String> problems = new ArrayList<>();

    private enum Kind {
        TEXT,
        WHOLE,
        NUMBER,
        FLAG;

        boolean takes(JsonNode value) {
            return switch (this) {
                case TEXT -> value.isTextual();
                case WHOLE -> value.isIntegralNumber();
                case NUMBER -> value.isNumber();
                case FLAG -> value.isBoolean();
            };
        }
    }

    /** What is wrong with the JSON as a request, each with its place; none if the service's model takes it. */
    static List<String> problems(JsonNode json, SdkBuilder<?, ?> request) {
        AwsRequest check = new AwsRequest();
        check.object("", json, (SdkPojo) request);
        return check.problems;
    }

    private void object(String at, JsonNode json, SdkPojo model) {
        if (!json.isObject()) {
            problems.add(at + ": an object is wanted");
            return;
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            field(model, name)
                    .ifPresentOrElse(
                            known -> value(at + "/" + name, json.get(name), known, enumeration(model, name)),
                            () -> problems.add(at + "/" + name + ": there is no such field, but "
                                    + model.sdkFields().stream()
                                            .map(SdkField::memberName)
                                            .toList()));
        }
        model.sdkFields().stream()
                .filter(known -> isRequired(model, known) && !json.has(known.memberName()))
                .forEach(known -> problems.add(at + "/" + known.memberName() + ": this field is required"));
    }

    private static boolean isRequired(SdkPojo model, SdkField<?> field) {
        List<String> told = REQUIRED.getOrDefault(type(model).getSimpleName(), List.of());
        // What has a default is filled in by every client, such as the token of a request.
        return told.contains(field.memberName())
                || (field.containsTrait(RequiredTrait.class) && !field.containsTrait(DefaultValueTrait.class));
    }

    private static Class<?> type(SdkPojo builder) {
        return ((SdkBuilder<?, ?>) builder).build().getClass();
    }

    private static Optional<SdkField<?>> field(SdkPojo model, String name) {
        return model.sdkFields().stream()
                .filter(known -> known.memberName().equals(name))
                .findFirst();
    }

    private void value(String at, JsonNode json, SdkField<?> field, Optional<Class<?>> enumeration) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            object(at, json, field.constructor().get());
        } else if (type == MarshallingType.LIST) {
            list(at, json, field, enumeration);
        } else if (type == MarshallingType.MAP) {
            map(at, json, field);
        } else if (!KINDS.containsKey(type)) {
            problems.add(at + ": the check does not know " + type);
        } else if (!KINDS.get(type).takes(json)) {
            problems.add(at + ": " + KINDS.get(type).name().toLowerCase(Locale.ROOT) + " is wanted, not " + json);
        } else {
            enumeration
                    .filter(values -> !isOf(values, json.asText()))
                    .ifPresent(values -> problems.add(at + ": " + json + " is none of " + values.getSimpleName()));
        }
    }

    private void list(String at, JsonNode json, SdkField<?> field, Optional<Class<?>> enumeration) {
        if (!json.isArray()) {
            problems.add(at + ": a list is wanted");
            return;
        }
        for (int i = 0; i < json.size(); i++) {
            value(at + "/" + i, json.get(i), field.getTrait(ListTrait.class).memberFieldInfo(), enumeration);
        }
    }

    private void map(String at, JsonNode json, SdkField<?> field) {
        if (!json.isObject()) {
            problems.add(at + ": names with values are wanted");
            return;
        }
        json.fieldNames()
                .forEachRemaining(key -> value(
                        at + "/" + key,
                        json.get(key),
                        field.getTrait(MapTrait.class).valueFieldInfo(),
                        Optional.empty()));
    }

    /** In the SDK's metadata an enumeration is a text; the getter tells which values there are. */
    private static Optional<Class<?>> enumeration(SdkPojo builder, String name) {
        String getter = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        for (Method method : type(builder).getMethods()) {
            if (method.getName().equals(getter) && method.getParameterCount() == 0) {
                return enumeration(method.getGenericReturnType());
            }
        }
        return Optional.empty();
    }

    private static Optional<Class<?>> enumeration(Type type) {
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return Optional.of(plain);
        }
        return type instanceof ParameterizedType list && list.getActualTypeArguments().length == 1
                ? enumeration(list.getActualTypeArguments()[0])
                : Optional.empty();
    }

    private static boolean isOf(Class<?> enumeration, String value) {
        for (Object constant : enumeration.getEnumConstants()) {
            if (constant.toString().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
