package dev.twt.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.ModelSource;
import dev.twt.model.TinyModels;
import dev.twt.model.torch.MetaDevice;
import dev.twt.model.torch.TorchProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Running a model on a device that is not the processor: no tensor is made on another one than the model's. */
class NetworkDeviceTest {
    private static final int ROWS = 2;
    private static final int CAPACITY = 64;

    @TempDir
    Path folder;

    private MetaDevice meta;

    @BeforeEach
    void open() {
        meta = new MetaDevice();
    }

    @AfterEach
    void close() {
        meta.close();
    }

    private IValue longs(long[] values, long... shape) {
        return IValue.from(meta.moved(meta.manager().create(values, new Shape(shape))));
    }

    /** An empty cache of one kind, made longer and wider as {@link KeyValueCache} does. */
    private IValue cache(TorchProgram decoding, Architecture architecture) {
        PtNDArray[] layers = new PtNDArray[architecture.layers()];
        for (int i = 0; i < layers.length; i++) {
            try (IValue empty = IValue.from(meta.moved(
                            meta.manager().zeros(new Shape(0, architecture.keyHeads(), 0, architecture.headWidth()))));
                    IValue rows = IValue.from((long) ROWS);
                    IValue capacity = IValue.from((long) CAPACITY);
                    IValue resized = decoding.call("resized", empty, rows, capacity)) {
                layers[i] = resized.toTensor(meta.manager());
                assertThat(meta.holds(layers[i])).isTrue();
            }
        }
        return IValue.listFrom(layers);
    }

    private PtNDArray call(
            TorchProgram family, TorchProgram decoding, ModelSource source, String method, IValue... own) {
        Architecture architecture = source.architecture();
        PtNDArray[] weights =
                new WeightLoader(meta.manager(), decoding, architecture, source.checkpoint(), Dtype.FLOAT32).load();
        List<IValue> all = new ArrayList<>(List.of(own));
        all.add(meta.moved(weights));
        all.add(cache(decoding, architecture));
        all.add(cache(decoding, architecture));
        all.addAll(Network.constants(architecture));
        return family.call(method, all.toArray(IValue[]::new)).toTensor(meta.manager());
    }

    private IValue[] reading(long start) {
        return new IValue[] {
            longs(new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 2, 7),
            IValue.from(0L),
            IValue.from(start),
            longs(new long[] {6, 13}, 2)
        };
    }

    private IValue[] next(long first, long second) {
        return new IValue[] {
            longs(new long[] {3, 4}, 2),
            longs(new long[] {first, second}, 2),
            IValue.from(Math.min(first, second)),
            IValue.from(Math.max(first, second))
        };
    }

    @ParameterizedTest
    @CsvSource({"llama", "qwen2", "qwen3", "gemma3"})
    void shouldReadAndGoOnOnTheDeviceOfTheModel(String family) {
        try (ModelSource source = ModelSource.open(TinyModels.folder(family, folder));
                TorchProgram decoding = meta.program(Network.class, "decoding");
                TorchProgram program = meta.program(
                        Network.class, source.architecture().family().program())) {
            List<PtNDArray> logits = List.of(
                    call(program, decoding, source, "read", reading(0)),
                    call(program, decoding, source, "read", reading(9)),
                    call(program, decoding, source, "next", next(8, 8)),
                    call(program, decoding, source, "next", next(8, 12)));
            assertThat(logits).allSatisfy(each -> {
                assertThat(meta.holds(each)).isTrue();
                assertThat(each.getShape())
                        .isEqualTo(new Shape(2, source.architecture().vocabulary()));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gemma3"})
    void shouldNoticeATensorOnAnotherDevice(String family) {
        try (ModelSource source = ModelSource.open(TinyModels.folder(family, folder));
                TorchProgram decoding = meta.program(Network.class, "decoding");
                TorchProgram careless = meta.carelessProgram(
                        Network.class, source.architecture().family().program())) {
            assertThatThrownBy(() -> call(careless, decoding, source, "read", reading(9)))
                    .hasMessageContaining("device");
            assertThatThrownBy(() -> call(careless, decoding, source, "next", next(8, 12)))
                    .hasMessageContaining("device");
        }
    }

    @Test
    void shouldDrawGreedilyOnTheDeviceOfTheLogits() {
        try (TorchProgram decoding = meta.program(Network.class, "decoding");
                IValue logits = IValue.from(meta.moved(meta.manager().zeros(new Shape(3, 50))));
                IValue numbers = IValue.from(meta.moved(meta.manager().create(new double[] {0, 0, 0})));
                IValue no = IValue.from(false)) {
            for (IValue each : decoding.call("draw", logits, numbers, numbers, numbers, no, no, no)
                    .toIValueTuple()) {
                assertThat(meta.holds(each.toTensor(meta.manager()))).isTrue();
            }
        }
    }
}
