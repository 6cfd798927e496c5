package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * The GPU that Spark gave to a task or a driver, written into the configuration of a model that is computed there: so tasks
 * with the same GPU share a model, and tasks with other GPUs have another.
 */
public final class GpuShare {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private GpuShare() {}

    /** The teacher as it is opened by this task. */
    static TeacherConfig here(TeacherConfig teacher, TaskContext task) {
        return teacher.inJvm() ? teacher.on(of(teacher.device(), task.resourcesJMap())) : teacher;
    }

    /**
     * The device that is meant by {@code auto} or {@code gpu}.
     *
     * @param device as it is configured
     * @param resources what Spark gave
     */
    public static String of(String device, Map<String, ResourceInformation> resources) {
        ResourceInformation gpus = resources.get(GpuStage.GPU);
        String[] addresses = gpus == null ? new String[0] : gpus.addresses();
        return of(device, addresses, System.getenv().getOrDefault(VISIBLE, ""));
    }

    /**
     * The same.
     *
     * @param addresses of the GPUs, as Spark has them: numbers of the whole machine
     * @param visible what CUDA lets this process see of it; libtorch counts these from 0. Empty: all
     */
    static String of(String device, String[] addresses, String visible) {
        boolean open = device.equals("auto") || device.equals("gpu");
        if (!open || addresses.length == 0) {
            return device;
        }
        int place = List.of(visible.split("\\s*,\\s*")).indexOf(addresses[0]);
        if (place >= 0) {
            return device + ":" + place;
        }
        return addresses[0].matches("[0-9]{1,4}") ? device + ":" + addresses[0] : device;
    }
}
