package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SparkSessions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessions.class)
class ZeppelinTableTest {
    @Test
    void shouldKeepCellsCells(SparkSession spark) {
        String table = ZeppelinTable.of(spark.sql(
                "select 'a\tb\nc' as text, 1L as n, 0.5D as half, cast(null as string) as nothing, 2D / 3 as share"
                        + " union all select '', 10, 20D, 'x', double('NaN')"));
        assertThat(table).isEqualTo("%table text\tn\thalf\tnothing\tshare\na b c\t1\t0.5\t\t0.6667\n\t10\t20\tx\tNaN");
    }

    @Test
    void shouldStopAfterSoManyRows(SparkSession spark) {
        assertThat(ZeppelinTable.of(spark.range(10).toDF("id"), 2)).isEqualTo("%table id\n0\n1");
    }
}
