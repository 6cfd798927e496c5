class M(Module):
  # What every family needs around its network: drawing tokens, and keeping keys and values.
  __parameters__ = []
  __buffers__ = []
  training : bool

  def invert(self: __torch__.M, p: Tensor, u: Tensor) -> Tensor:
    # The place in each row of p [n, m] (not negative, any sum) where the cumulated mass passes the share u [n] of the
    # row's sum: the inverse of the distribution function. In float64, since float32 sums of a vocabulary are coarse.
    cumulated = torch.cumsum(p, -1, dtype=7)
    total = torch.select(cumulated, 1, p.size(1) - 1).unsqueeze(1)
    place = torch.sum(cumulated <= u.unsqueeze(1) * total, -1)
    # Rounding may put the target on the total itself; the last place that has mass is meant then.
    last = torch.sum(cumulated < total, -1)
    return torch.minimum(place, last)

  def nucleus(self: __torch__.M, p: Tensor, places: Tensor, top_p: Tensor, u: Tensor) -> Tensor:
    # p [n, m] sorted down, places its columns: draws from the smallest set of most likely ones that reaches top_p.
    before = torch.cumsum(p, -1, dtype=7) - p
    kept = p.masked_fill(before >= top_p.unsqueeze(1), 0.)
    return torch.gather(places, 1, self.invert(kept, u).unsqueeze(1)).squeeze(1)

  def draw_top(self: __torch__.M, p: Tensor, top_p: Tensor, u: Tensor) -> Tensor:
    # The nucleus is nearly always among the first 1024: sorting the whole vocabulary takes many times longer. Which way
    # a row goes depends on that row alone.
    first, places = torch.topk(p, min(1024, p.size(1)), -1)
    drawn = self.nucleus(first, places, top_p, u)
    wide = torch.nonzero(torch.sum(first, -1, dtype=7) < top_p).view(-1)
    if torch.numel(wide) > 0:
      every, all_places = torch.sort(p.index_select(0, wide), -1, True)
      again = self.nucleus(every, all_places, top_p.index_select(0, wide), u.index_select(0, wide))
      drawn = drawn.index_copy(0, wide, again)
    return drawn

  def draw(self: __torch__.M, logits: Tensor, temperature: Tensor, top_p: Tensor, u: Tensor, sampled: bool, plain: bool, cut: bool) -> Tuple[Tensor, Tensor]:
    # One token a row of logits [n, V], with its log-probability at temperature 1. temperature, top_p, u: float64 [n].
    # sampled: some row has a temperature; plain, cut: some of those have top_p = 1, less than 1.
    token = torch.argmax(logits, -1)
    if sampled:
      warm = temperature > 0.
      divisor = torch.where(warm, temperature, torch.ones_like(temperature))
      p = torch.softmax(logits / divisor.type_as(logits).unsqueeze(1), -1)
      drawn = token
      if plain:
        drawn = self.invert(p, u)
      if cut:
        drawn = torch.where(top_p < 1., self.draw_top(p, top_p, u), drawn)
      token = torch.where(warm, drawn, token)
    logprob = torch.gather(logits, 1, token.unsqueeze(1)).squeeze(1) - torch.logsumexp(logits, [-1])
    return (token, logprob)

  def resized(self: __torch__.M, cache: Tensor, rows: int, capacity: int) -> Tensor:
    # A cache [rows, K, capacity, h] that holds what `cache` held.
    r, K, c, h = cache.size()
    # Zeros, since attention multiplies even what it masks, and a NaN stays a NaN.
    larger = torch.zeros([rows, K, capacity, h], dtype=cache.dtype, device=cache.device)
    torch.copy_(torch.narrow(torch.narrow(larger, 0, 0, r), 2, 0, c), cache)
    return larger

  def move(self: __torch__.M, caches: List[Tensor], source: int, target: int, length: int) -> NoneType:
    # Copies the first `length` tokens of one row to another.
    for cache in caches:
      torch.copy_(torch.narrow(torch.select(cache, 0, target), 1, 0, length), torch.narrow(torch.select(cache, 0, source), 1, 0, length))

  def narrowed(self: __torch__.M, weight: Tensor) -> Tensor:
    return torch.to(weight, 15)
