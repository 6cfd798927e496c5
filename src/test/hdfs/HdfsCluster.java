import java.io.File;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A name node and two data nodes; says its port and lives until it is killed. */
public final class HdfsCluster {
    private HdfsCluster() {}

    /** @param args the folder of its data */
    public static void main(String[] args) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, new File(args[0]).getAbsolutePath());
        configuration.set("dfs.namenode.fs-limits.min-block-size", "0");
        MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(2).build();
        cluster.waitActive();
        System.out.println("HDFS at port " + cluster.getNameNodePort());
        Thread.currentThread().join();
    }
}
