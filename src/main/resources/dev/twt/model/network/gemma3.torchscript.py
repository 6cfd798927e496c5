class M(Module):
  # The Gemma 3 family (text). Everything here runs without gradients.
  #
  # Letters: n sequences, T new tokens each, S tokens that attention sees, d width, H query heads, K key heads,
  # h width of a head, f width of the feed-forward layer, V vocabulary.
  #
  # weights: embedding [V, d], final norm [d], output [V, d], inverse frequencies of the global layers [h/2] and of the
  #   local layers [h/2], and for each layer
  #   attention norm [d], query + key + value [(H + 2K)h, d], query norm [h], key norm [h], attention output [d, Hh],
  #   post-attention norm [d], feed-forward norm [d], gate + up [2f, d], down [d, f], post-feed-forward norm [d]
  #   Norms hold 1 + w of the published weights.
  # keys, values: for each layer [rows, K, capacity, h]; sequence r of a call lives in row `row` + r.
  # local: whether a layer sees only the last `window` tokens.
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

  def seen(self: __torch__.M, cache: Tensor, row: int, n: int, begin: int, end: int) -> Tensor:
    return torch.narrow(torch.narrow(cache, 0, row, n), 2, begin, end - begin)

  def hidden(self: __torch__.M, positions: Tensor, begin: int, end: int, window: int, like: Tensor) -> Tensor:
    # What attention adds to the scores of keys begin..end-1 for queries at positions [n or 1, T]: -inf for those that
    # are later, and, if window is not 0, for those that are `window` or more tokens back. [n or 1, 1, T, end - begin]
    key = torch.arange(begin, end, device=positions.device).view(1, 1, -1)
    query = positions.unsqueeze(-1)
    out = key > query
    if window > 0:
      out = torch.logical_or(out, key <= query - window)
    return torch.zeros(out.size(), device=positions.device).masked_fill(out, -inf).type_as(like).unsqueeze(1)

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

  def layers(self: __torch__.M, x: Tensor, positions: Tensor, row: int, start: int, shortest: int, end: int, at: Optional[Tensor], weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float, window: int, local: List[bool]) -> Tensor:
    # start: position of the first new token where all rows agree; shortest: smallest position of a new token;
    # end: one after the largest.
    n, T, d = x.size()
    h = weights[7].size(0)
    far = self.angles(positions, weights[3], x)
    near = self.angles(positions, weights[4], x)
    first = max(0, shortest - window + 1)
    ragged = at is not None
    causal = T > 1 and end == T
    everything: Optional[Tensor] = None
    if ragged or (T > 1 and not causal):
      everything = self.hidden(positions, 0, end, 0, x)
    windowed = everything
    if end > window and (ragged or T > 1):
      windowed = self.hidden(positions, first, end, window, x)
    for i in range(len(keys)):
      w = 5 + 10 * i
      y = torch.linear(torch.rms_norm(x, [d], weights[w], eps), weights[w + 1])
      y = y.view(n, T, H + 2 * K, h).transpose(1, 2)
      q = torch.rms_norm(torch.narrow(y, 1, 0, H), [h], weights[w + 2], eps)
      k = torch.rms_norm(torch.narrow(y, 1, H, K), [h], weights[w + 3], eps)
      v = torch.narrow(y, 1, H + K, K)
      cos, sin = far
      if local[i]:
        cos, sin = near
      q = self.rotate(q, cos, sin)
      k = self.rotate(k, cos, sin)
      self.store(keys[i], k, row, start, at)
      self.store(values[i], v, row, start, at)
      if local[i] and end > window:
        o = self.attend(q, self.seen(keys[i], row, n, first, end), self.seen(values[i], row, n, first, end), windowed, False, scale)
      elif causal:
        o = self.attend(q, k, v, None, True, scale)
      else:
        o = self.attend(q, self.seen(keys[i], row, n, 0, end), self.seen(values[i], row, n, 0, end), everything, False, scale)
      x = x + torch.rms_norm(torch.linear(o, weights[w + 4]), [d], weights[w + 5], eps)
      gate, up = torch.chunk(torch.linear(torch.rms_norm(x, [d], weights[w + 6], eps), weights[w + 7]), 2, -1)
      y = torch.linear(torch.gelu(gate, approximate="tanh") * up, weights[w + 8])
      x = x + torch.rms_norm(y, [d], weights[w + 9], eps)
    return x

  def embed(self: __torch__.M, ids: Tensor, weights: List[Tensor]) -> Tensor:
    x = torch.embedding(weights[0], ids)
    return x * torch.sqrt(torch.full([1], float(x.size(-1)), device=x.device)).type_as(x)

  def logits(self: __torch__.M, x: Tensor, weights: List[Tensor], eps: float) -> Tensor:
    y = torch.linear(torch.rms_norm(x, [x.size(-1)], weights[1], eps), weights[2])
    return torch.to(y, 6)

  def read(self: __torch__.M, ids: Tensor, row: int, start: int, pick: Tensor, weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float, window: int, local: List[bool]) -> Tensor:
    # Reads ids [n, T] as positions start.. of n sequences; logits of the elements `pick` of the flattened ids.
    end = start + ids.size(1)
    positions = torch.arange(start, end, device=ids.device).unsqueeze(0)
    x = self.layers(self.embed(ids, weights), positions, row, start, start, end, None, weights, keys, values, H, K, eps, scale, window, local)
    return self.logits(x.flatten(0, 1).index_select(0, pick), weights, eps)

  def next(self: __torch__.M, ids: Tensor, at: Tensor, shortest: int, longest: int, weights: List[Tensor], keys: List[Tensor], values: List[Tensor], H: int, K: int, eps: float, scale: float, window: int, local: List[bool]) -> Tensor:
    # Reads one token ids [n] at the positions `at` [n] of rows 0..n-1; logits [n, V].
    n = ids.size(0)
    places: Optional[Tensor] = None
    if shortest < longest:
      places = at
    x = self.layers(self.embed(ids.view(n, 1), weights), at.view(n, 1), 0, longest, shortest, longest + 1, places, weights, keys, values, H, K, eps, scale, window, local)
    return self.logits(x.view(n, -1), weights, eps)
