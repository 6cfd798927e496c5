class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forever(self: __torch__.M, x: Tensor) -> Tensor:
    i = 0
    while i < 1000000000:
      y = torch.requires_grad_(torch.detach(x), True)
      torch.backward(torch.sum(torch.mul(y, y)))
      i = i + 1
    return x
