package dev.twt.distillation.export;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A schema as the head of a Hugging Face card writes it. */
final class Features {
    private Features() {}

    /** One line or more a column, each begun by the indent. */
    static String of(StructType schema, String indent) {
        StringBuilder yaml = new StringBuilder();
        for (StructField field : schema.fields()) {
            yaml.append(indent).append("- name: ").append(field.name()).append('\n');
            type(yaml, field.dataType(), indent + "  ");
        }
        return yaml.toString();
    }

    private static void type(StringBuilder yaml, DataType type, String indent) {
        if (type instanceof StructType struct) {
            yaml.append(indent).append("struct:\n").append(of(struct, indent));
        } else if (type instanceof ArrayType array && array.elementType() instanceof StructType struct) {
            yaml.append(indent).append("list:\n").append(of(struct, indent));
        } else {
            yaml.append(indent).append("dtype: ").append(scalar(type)).append('\n');
        }
    }

    private static String scalar(DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return "string";
        }
        if (type.equals(DataTypes.IntegerType)) {
            return "int32";
        }
        if (type.equals(DataTypes.BooleanType)) {
            return "bool";
        }
        throw new IllegalArgumentException("no name for " + type.simpleString());
    }
}
