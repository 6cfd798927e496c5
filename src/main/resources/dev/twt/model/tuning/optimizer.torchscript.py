class M(Module):
  # What training does to the trained tensors besides the loss. Everything here runs without gradients.
  __parameters__ = []
  __buffers__ = []
  training : bool

  def step(self: __torch__.M, trained: List[Tensor], first: List[Tensor], second: List[Tensor], count: Tensor, rate: float, beta1: float, beta2: float, decay: float, eps: float, limit: float) -> float:
    # Scales the gradients so that the norm of all of them together is at most `limit` (0: no limit), as
    # torch.nn.utils.clip_grad_norm_ does, then one step of AdamW (Loshchilov and Hutter, 2019) with bias correction, as
    # torch.optim.AdamW does. first and second are the running means of gradients and of their squares, count the steps
    # so far. Where the norm is no finite number nothing changes. Gradients are zero afterwards. Returns the norm before
    # scaling.
    gradients = annotate(List[Tensor], [])
    counts = annotate(List[Tensor], [])
    for p in trained:
      gradients.append(unchecked_cast(Tensor, p.grad))
      counts.append(count)
    norm = torch.norm(torch.stack(torch._foreach_norm(gradients, 2)))
    value = float(norm)
    if bool(torch.isfinite(norm)):
      if limit > 0.:
        factor = limit / (value + 9.9999999999999995e-07)
        if factor < 1.:
          torch._foreach_mul_(gradients, factor)
      torch.add_(count, 1)
      torch._fused_adamw_(trained, gradients, first, second, annotate(List[Tensor], []), counts, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    torch._foreach_zero_(gradients)
    # Reading what was zeroed keeps the compiler from taking the line above for one without effect: it does not know
    # that p.grad is the parameter's own.
    return value + float(torch.select(torch.flatten(gradients[0]), 0, 0))

  def merged(self: __torch__.M, w: Tensor, a: Tensor, b: Tensor, scale: float) -> Tensor:
    # The matrix [out, in] that computes what w and the adapter together compute.
    return torch.add(torch.to(w, 6), torch.mm(b, a), alpha=scale)

  def narrowed(self: __torch__.M, w: Tensor) -> Tensor:
    return torch.to(w, 15)

  def widened(self: __torch__.M, w: Tensor) -> Tensor:
    return torch.to(w, 6)
