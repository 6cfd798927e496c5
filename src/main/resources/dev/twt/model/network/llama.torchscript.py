class M(Module):
  # The Llama family, Qwen2 and Qwen3. Everything here runs without gradients.
  #
  # Letters: n sequences, T new tokens each, S tokens that attention sees, d width, H query heads, K key heads,
  # h width of a head, f width of the feed-forward layer, V vocabulary.
  #
  # weights: embedding [V, d], final norm [d], output [V, d], inverse frequencies [h/2], and for each layer
  #   attention norm [d], query + key + value [(H + 2K)h, d], their biases [(H + 2K)h] (Qwen2; else empty),
  #   head norms [H + K, 1, h], the query norm for each query head and the key norm for each key head (Qwen3; else empty),
  #   attention output [d, Hh], feed-forward norm [d], gate + up [2f, d], down [d, f]
  # keys, values: for each layer [rows, K, capacity, h]; sequence r of a call lives in row `row` + r.
  __parameters__ = []
  __buffers__ = []
  training : bool

  def angles(self: __torch__.M, positions: Tensor, frequencies: Tensor, like: Tensor) -> Tuple[Tensor, Tensor]:
    # positions [n or 1, T]; two of [n or 1, 1, T, h/2]
    angle = (torch.unsqueeze(positions, -1) * frequencies).unsqueeze(1)
    return (torch.cos(angle).type_as(like), torch.sin(angle).type_as(like))

  def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    # Rotary position embedding in the half-split form: element j turns with element j + h/2.
    a, b = torch.chunk(x, 2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)

  def store(self: __torch__.M, cache: Tensor, x: Tensor, row: int, start: int, at: Optional[Tensor]) -> NoneType:
    # x [n, K, T, h] goes to positions start.. of its rows, or, one token a row, to the position `at` [n] of each.
    n = x.size(0)
    rows = torch.narrow(cache, 0, row, n)
    if at is None:
      torch.copy_(torch.narrow(rows, 2, start, x.size(2)), x)
    else:
      index = at.view(n, 1, 1, 1).expand_as(x)
      torch.scatter_(rows, 2, index, x)

  def seen(self: __torch__.M, cache: Tensor, row: int, n: int, length: int) -> Tensor:
    return torch.narrow(torch.narrow(cache, 0, row, n), 2, 0, length)

  def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tensor:
    # q [n, H, T, h], k and v [n, K, S, h]; result [n, T, Hh]. Heads that share keys are put together without copying
    # when there is one token; libtorch's own grouped form takes a slow path on CPU.
    n, H, T, h = q.size()
    K = k.size(1)
    S = k.size(2)
    if T == 1:
      o = torch.scaled_dot_product_attention(q.reshape(n, K, -1, h), k, v, mask, 0., False, scale=scale)
      return o.reshape(n, 1, -1)
    if H != K:
      k = k.unsqueeze(2).expand(n, K, H // K, S, h).reshape(n, H, S, h)
      v = v.unsqueeze(2).expand(n, K, H // K, S, h).reshape(n, H, S, h)
    o = torch.scaled_dot_product_attention(q, k, v, mask, 0., causal, scale=scale)
    return o.transpose(1, 2).reshape(n, T, -1)

  def layers(self: __torch__.M, x: Tensor, positions: Tensor, mask: Optional[Tensor], row: int, start: int, length: int, at: Optional[Tensor], weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float) -> Tensor:
    n, T, d = x.size()
    cos, sin = self.angles(positions, weights[3], x)
    for i in range(len(keys)):
      w = 4 + 8 * i
      bias: Optional[Tensor] = None
      if torch.numel(weights[w + 2]) > 0:
        bias = weights[w + 2]
      y = torch.linear(torch.rms_norm(x, [d], weights[w], eps), weights[w + 1], bias)
      y = y.view(n, T, H + 2 * K, -1).transpose(1, 2)
      qk = torch.narrow(y, 1, 0, H + K)
      if torch.numel(weights[w + 3]) > 0:
        qk = torch.rms_norm(qk, [qk.size(-1)], None, eps) * weights[w + 3]
      qk = self.rotate(qk, cos, sin)
      q = torch.narrow(qk, 1, 0, H)
      k = torch.narrow(qk, 1, H, K)
      v = torch.narrow(y, 1, H + K, K)
      self.store(keys[i], k, row, start, at)
      self.store(values[i], v, row, start, at)
      if length > T:
        k = self.seen(keys[i], row, n, length)
        v = self.seen(values[i], row, n, length)
      o = self.attend(q, k, v, mask, T > 1 and length == T, scale)
      x = x + torch.linear(o, weights[w + 4])
      gate, up = torch.chunk(torch.linear(torch.rms_norm(x, [d], weights[w + 5], eps), weights[w + 6]), 2, -1)
      x = x + torch.linear(torch.silu(gate) * up, weights[w + 7])
    return x

  def logits(self: __torch__.M, x: Tensor, weights: List[Tensor], eps: float) -> Tensor:
    y = torch.linear(torch.rms_norm(x, [x.size(-1)], weights[1], eps), weights[2])
    return torch.to(y, 6)

  def read(self: __torch__.M, ids: Tensor, row: int, start: int, pick: Tensor, weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float) -> Tensor:
    # Reads ids [n, T] as positions start.. of n sequences; logits of the elements `pick` of the flattened ids.
    T = ids.size(1)
    x = torch.embedding(weights[0], ids)
    positions = torch.arange(start, start + T, device=ids.device).unsqueeze(0)
    mask: Optional[Tensor] = None
    if start > 0:
      later = torch.arange(start + T, device=ids.device).unsqueeze(0) > positions.view(T, 1)
      mask = torch.zeros([T, start + T], device=ids.device).masked_fill(later, -inf).type_as(x).view(1, 1, T, start + T)
    x = self.layers(x, positions, mask, row, start, start + T, None, weights, keys, values, H, K, eps, scale)
    return self.logits(x.flatten(0, 1).index_select(0, pick), weights, eps)

  def next(self: __torch__.M, ids: Tensor, at: Tensor, shortest: int, longest: int, weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float) -> Tensor:
    # Reads one token ids [n] at the positions `at` [n] of rows 0..n-1; logits [n, V].
    n = ids.size(0)
    x = torch.embedding(weights[0], ids.view(n, 1))
    mask: Optional[Tensor] = None
    places: Optional[Tensor] = None
    if shortest < longest:
      places = at
      later = torch.arange(longest + 1, device=ids.device).unsqueeze(0) > at.view(n, 1)
      mask = torch.zeros([n, longest + 1], device=ids.device).masked_fill(later, -inf).type_as(x).view(n, 1, 1, longest + 1)
    x = self.layers(x, at.view(n, 1), mask, 0, longest, longest + 1, places, weights, keys, values, H, K, eps, scale)
    return self.logits(x.view(n, -1), weights, eps)
