package dev.twt.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchProgramTest {
    private static PtNDManager manager;

    @BeforeAll
    static void open() {
        manager = TorchEngine.newManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @Test
    void shouldCallANamedMethodWithAListOfTensors() {
        String source = """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  # comments and operators are TorchScript too
                  def weigh(self: __torch__.M, xs: List[Tensor], factor: float) -> Tensor:
                    y = torch.zeros_like(xs[0])
                    for x in xs:
                      y = y + x * factor
                    return y.view(2, -1)
                """;
        try (TorchProgram program = TorchProgram.compile(manager, source);
                IValue list = IValue.listFrom(vector(1, 2), vector(10, 20));
                IValue factor = IValue.from(0.5);
                IValue result = program.call("weigh", list, factor)) {
            PtNDArray y = result.toTensor(manager);
            assertThat(y.getShape()).isEqualTo(new Shape(2, 1));
            assertThat(y.toFloatArray()).containsExactly(5.5f, 11f);
            assertThat(y.hasGradient()).isFalse();
        }
    }

    @Test
    void shouldRefuseTextThatIsNoTorchScript() {
        assertThatThrownBy(() -> TorchProgram.compile(manager, "class M(Module):\n  def x(self) -> None\n"))
                .isInstanceOf(Exception.class);
    }

    @Test
    void shouldRefuseAnAbsentProgram() {
        assertThatThrownBy(() -> TorchProgram.of(manager, TorchProgramTest.class, "nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing.torchscript.py");
    }

    private static PtNDArray vector(float... values) {
        return (PtNDArray) manager.create(values);
    }
}
