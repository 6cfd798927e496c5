package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.Dtype;
import dev.twt.model.network.Network;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.TorchDevice;
import java.nio.file.Path;

/** Where models come from. */
public final class CausalLms {
    private CausalLms() {}

    /**
     * Loads a model into native memory. An adapter's updates are added to the weights of its model.
     *
     * @throws ModelException if the file is absent, damaged or not the expected one, if its architecture or something in
     *     it is not supported, if there is no such device, or if it does not fit the free memory
     */
    public static CausalLm load(ModelSpec spec) {
        Dtype dtype = Dtype.named(spec.dtype());
        TorchDevice device = device(spec);
        try (ModelSource source = ModelSource.open(spec)) {
            ModelHead head = source.head();
            try {
                MemoryCheck.check(source.base().toString(), source.architecture(), dtype, device);
                Network network = Network.load(source.architecture(), source.adapted(), dtype, device);
                return new TorchLm(network, head, head::close);
            } catch (RuntimeException e) {
                head.close();
                throw e;
            }
        }
    }

    /** A model around a network that is there already. Closing it closes the network and leaves the head open. */
    public static CausalLm over(Network network, ModelHead head) {
        return new TorchLm(network, head, () -> {});
    }

    /**
     * Opens a model without its weights, with the same checks as {@link #load} but for the free memory.
     *
     * @throws ModelException as {@link #load}
     */
    public static ModelHead inspect(ModelSpec spec) {
        Dtype.named(spec.dtype());
        try (ModelSource source = ModelSource.open(spec)) {
            return source.head();
        }
    }

    /**
     * Sees that a model's weights fit the memory that is free now, that of the GPU where they are to be on one.
     *
     * @param parameters of the model, as {@link #inspect} tells them
     * @throws ModelException if they do not, or if there is no such device
     */
    public static void checkMemory(ModelSpec spec, long parameters) {
        MemoryCheck.check(spec.path().toString(), parameters, Dtype.named(spec.dtype()), device(spec));
    }

    private static TorchDevice device(ModelSpec spec) {
        return TorchDevice.of(DeviceChoice.named(spec.device()));
    }

    /**
     * Sees that the training of a model fits the memory that is free now, that of the GPU where it is to be on one.
     *
     * @param bytes that it takes beside the Java heap
     * @param fix what the user can do where it does not
     * @throws ModelException if it does not
     */
    public static void checkTraining(Path model, TorchDevice device, long bytes, String fix) {
        MemoryCheck.checkTraining(model.toString(), device, bytes, fix);
    }
}
