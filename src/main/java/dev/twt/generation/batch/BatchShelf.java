package dev.twt.generation.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.Reservation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The batches of a workspace, in {@code batches/NAME/}: {@code batch.json} says how far one has come, {@code requests/}
 * holds what it asks. A folder without a record was never sent.
 */
final class BatchShelf {
    private static final String FOLDER = "batches";
    private static final String RECORD = "batch.json";

    private final SparkSession spark;
    private final Workspace workspace;

    BatchShelf(SparkSession spark, Workspace workspace) {
        this.spark = spark;
        this.workspace = workspace;
    }

    /** Every batch, in the order of their names, which begin with the time. */
    List<BatchRecord> all() {
        List<BatchRecord> records = new ArrayList<>();
        for (String name : names()) {
            Optional<String> text = workspace.readText(FOLDER + "/" + name + "/" + RECORD);
            if (text.isPresent()) {
                records.add(read(name, text.get()));
            }
        }
        return records;
    }

    private List<String> names() {
        Path folder = new Path(workspace.batches());
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus entry :
                    folder.getFileSystem(workspace.configuration()).listStatus(folder)) {
                if (entry.isDirectory()) {
                    names.add(entry.getPath().getName());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.batches());
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    private BatchRecord read(String name, String text) {
        try {
            return BatchRecordJson.read(text);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new UserException(
                    folder(name) + "/" + RECORD,
                    "the record of a batch cannot be read",
                    "Restore the file; without it what the batch answers cannot be fetched");
        }
    }

    List<BatchRecord> open(Predicate<String> teachers) {
        return all().stream()
                .filter(BatchRecord::open)
                .filter(record -> teachers.test(record.teacher()))
                .toList();
    }

    void write(BatchRecord record) {
        workspace.writeText(FOLDER + "/" + record.name() + "/" + RECORD, BatchRecordJson.write(record));
    }

    /** Keeps a batch's requests, under {@link KeptRequests#SCHEMA}; to be done before its record is written. */
    void keep(String name, List<Row> requests) {
        spark.createDataFrame(requests, KeptRequests.SCHEMA).coalesce(1).write().parquet(requestsOf(name));
    }

    Dataset<Row> requests(BatchRecord record) {
        return spark.read().schema(KeptRequests.SCHEMA).parquet(requestsOf(record.name()));
    }

    /** The ids of the requests of some batches, once for each batch that holds them. */
    Dataset<Row> ids(List<BatchRecord> records) {
        if (records.isEmpty()) {
            return spark.createDataFrame(List.<Row>of(), KeptRequests.SCHEMA).select(ResponseColumns.REQUEST_ID);
        }
        return spark.read()
                .schema(KeptRequests.SCHEMA)
                .parquet(records.stream()
                        .map(record -> requestsOf(record.name()))
                        .toArray(String[]::new))
                .select(ResponseColumns.REQUEST_ID);
    }

    private String requestsOf(String name) {
        return folder(name) + "/requests";
    }

    /** Where the provider's files are put while they are read. */
    String fetched(BatchRecord record) {
        return folder(record.name()) + "/fetched";
    }

    private String folder(String name) {
        return new Path(workspace.batches(), name).toString();
    }

    /** Forgets a batch that the provider has certainly not made; its requests are open again. */
    void drop(BatchRecord record) {
        delete(folder(record.name()));
    }

    void deleteFetched(BatchRecord record) {
        delete(fetched(record));
    }

    private void delete(String folder) {
        try {
            Path path = new Path(folder);
            FileSystem files = path.getFileSystem(workspace.configuration());
            files.delete(path, true);
        } catch (IOException e) {
            throw StorageProblems.explain(e, folder);
        }
    }

    /** Removes what a killed command had not got round to send: folders without a record, and files never used. */
    void clear() {
        for (String name : names()) {
            Optional<String> text = workspace.readText(FOLDER + "/" + name + "/" + RECORD);
            if (text.isEmpty() || read(name, text.get()).stage() == Stage.WRITTEN) {
                delete(folder(name));
            }
        }
    }

    /** What stands against the budget: open batches at worst, and what closed ones may have spent without an answer. */
    Reservation reserved() {
        long tokens = 0;
        double usd = 0;
        for (BatchRecord record : all()) {
            tokens += record.worst().tokens();
            usd += record.worst().usd();
        }
        return new Reservation(tokens, usd);
    }
}
