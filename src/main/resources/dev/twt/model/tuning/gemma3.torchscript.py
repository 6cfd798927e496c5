class M(Module):
  # Training of the Gemma 3 family (text): the loss of a batch and its gradients. The mathematics is that of network/gemma3.torchscript.py,
  # with every matrix by itself, since low-rank adapters (Hu et al., 2021) sit on single matrices.
  #
  # Letters: n sequences, T tokens each, d width, H query heads, K key heads, h width of a head, V vocabulary, N targets.
  #
  # ids [n, T]: padded at the end. No token sees a later one, so what stands there changes nothing.
  # pick [N]: elements of the flattened ids that predict; targets [N]: the tokens they should predict; shares [N] float64:
  #   the factor of each one's loss.
  # among [N, K], beliefs [N, K + 1]: soft targets in place of the tokens (Hinton et al., 2015); empty where there are none.
  #   Row i says that the token is among[i, j] with probability beliefs[i, j], and any other one with beliefs[i, K]. A token
  #   may stand several times in a row, with a belief of 0 but for once.
  # integers: H, K, type of the linear products (6 float32, 15 bfloat16), rows of logits at a time, window of the local layers
  # numbers: epsilon, scale of attention, scale of the adapters (alpha / rank), their dropout (0 outside training)
  # far, near [h/2]: inverse frequencies of the layers that see everything and of the local ones; local [layers]: which
  #   are local
  # weights: embedding [V, d], final norm [d], output [V, d] (empty where it is the embedding), and for each layer
  #   attention norm [d], query [Hh, d], key [Kh, d], value [Kh, d], query norm [h], key norm [h],
  #   attention output [d, Hh], post-attention norm [d], feed-forward norm [d], gate [f, d], up [f, d], down [d, f],
  #   post-feed-forward norm [d]
  #   Norms hold the published w, of which 1 + w is used, so that weight decay pulls w and not 1 + w to 0.
  # adapters: for each layer A [r, in] and B [out, r] of query, key, value, attention output, gate, up and down; empty
  #   where a matrix has none.
  __parameters__ = []
  __buffers__ = []
  training : bool

  def lin(self: __torch__.M, x: Tensor, w: Tensor, adapters: List[Tensor], at: int, scale: float, dropout: float, kind: int) -> Tensor:
    x = torch.to(x, kind)
    y = torch.linear(x, torch.to(w, kind))
    a = adapters[at]
    if torch.numel(a) > 0:
      if dropout > 0.:
        x = torch.dropout(x, dropout, True)
      low = torch.linear(x, torch.to(a, kind))
      y = torch.add(y, torch.linear(low, torch.to(adapters[at + 1], kind)), alpha=scale)
    return torch.to(y, 6)

  def angles(self: __torch__.M, T: int, frequencies: Tensor) -> Tuple[Tensor, Tensor]:
    # two of [T, h/2]
    angle = torch.arange(T, device=frequencies.device).unsqueeze(1) * frequencies
    return (torch.cos(angle), torch.sin(angle))

  def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    # Rotary position embedding in the half-split form: element j turns with element j + h/2.
    a, b = torch.chunk(x, 2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)

  def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], scale: float) -> Tensor:
    # q [n, H, T, h], k and v [n, K, T, h]; result [n, T, Hh]. libtorch's own grouped form takes a slow path on CPU.
    n, H, T, h = q.size()
    K = k.size(1)
    if H != K:
      k = k.unsqueeze(2).expand(n, K, H // K, T, h).reshape(n, H, T, h)
      v = v.unsqueeze(2).expand(n, K, H // K, T, h).reshape(n, H, T, h)
    o = torch.scaled_dot_product_attention(q, k, v, mask, 0., mask is None, scale=scale)
    return o.transpose(1, 2).reshape(n, T, -1)

  def norm(self: __torch__.M, x: Tensor, w: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], 1. + w, eps)

  def windowed(self: __torch__.M, T: int, window: int, like: Tensor) -> Tensor:
    # What attention adds to scores: -inf for keys that are later, or `window` or more tokens back. [1, 1, T, T]
    key = torch.arange(T, device=like.device).unsqueeze(0)
    query = torch.arange(T, device=like.device).unsqueeze(1)
    out = torch.logical_or(key > query, key <= query - window)
    return torch.zeros([T, T], device=like.device).masked_fill(out, -inf).view(1, 1, T, T)

  def hidden(self: __torch__.M, ids: Tensor, pick: Tensor, integers: Tensor, numbers: Tensor, far: Tensor, near: Tensor, local: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # The normed vectors [N, d] that the output matrix turns into logits.
    H = int(integers[0])
    K = int(integers[1])
    kind = int(integers[2])
    window = int(integers[4])
    eps = float(numbers[0])
    scale = float(numbers[1])
    factor = float(numbers[2])
    drop = float(numbers[3])
    x = torch.to(torch.embedding(weights[0], ids), 6)
    n, T, d = x.size()
    x = x * torch.sqrt(torch.full([1], float(d), device=x.device))
    everywhere = self.angles(T, far)
    nearby = self.angles(T, near)
    narrow: Optional[Tensor] = None
    if T > window:
      narrow = self.windowed(T, window, x)
    for i in range((len(weights) - 3) // 13):
      w = 3 + 13 * i
      a = 14 * i
      mask: Optional[Tensor] = None
      cos, sin = everywhere
      if bool(local[i]):
        mask = narrow
        cos, sin = nearby
      y = self.norm(x, weights[w], eps)
      q = self.lin(y, weights[w + 1], adapters, a, factor, drop, kind).view(n, T, H, -1).transpose(1, 2)
      k = self.lin(y, weights[w + 2], adapters, a + 2, factor, drop, kind).view(n, T, K, -1).transpose(1, 2)
      v = self.lin(y, weights[w + 3], adapters, a + 4, factor, drop, kind).view(n, T, K, -1).transpose(1, 2)
      q = self.rotate(self.norm(q, weights[w + 4], eps), cos, sin)
      k = self.rotate(self.norm(k, weights[w + 5], eps), cos, sin)
      o = self.lin(self.attend(q, k, v, mask, scale), weights[w + 6], adapters, a + 6, factor, drop, kind)
      x = x + self.norm(o, weights[w + 7], eps)
      y = self.norm(x, weights[w + 8], eps)
      gate = self.lin(y, weights[w + 9], adapters, a + 8, factor, drop, kind)
      up = self.lin(y, weights[w + 10], adapters, a + 10, factor, drop, kind)
      down = self.lin(torch.gelu(gate, approximate="tanh") * up, weights[w + 11], adapters, a + 12, factor, drop, kind)
      x = x + self.norm(down, weights[w + 12], eps)
    return self.norm(x.flatten(0, 1).index_select(0, pick), weights[1], eps)

  def soft(self: __torch__.M, logits: Tensor, among: Tensor, beliefs: Tensor) -> Tensor:
    # Cross entropy of each row, [N]: minus the sum over the named tokens of belief times log-probability, and the same of
    # all others taken as one. What is named is taken out of these by a number that no logit reaches: where everything is
    # named, the others' belief is 0 and so is their gradient, which an infinite number would make no number.
    K = among.size(1)
    logs = torch.log_softmax(logits, 1)
    named = torch.sum(torch.gather(logs, 1, among) * torch.narrow(beliefs, 1, 0, K), [1])
    others = torch.logsumexp(torch.scatter(logs, 1, among, -1.0000000000000000e+30), [1])
    return torch.neg(named + others * torch.select(beliefs, 1, K))

  def part(self: __torch__.M, rows: Tensor, at: int, size: int) -> Tensor:
    if torch.numel(rows) == 0:
      return rows
    return torch.narrow(rows, 0, at, size)

  def rows(self: __torch__.M, x: Tensor, targets: Tensor, shares: Tensor, among: Tensor, beliefs: Tensor, output: Tensor, kind: int) -> Tensor:
    # The weighted sum of the losses of x [N, d], float64.
    logits = torch.to(torch.linear(torch.to(x, kind), torch.to(output, kind)), 6)
    if torch.numel(among) == 0:
      each = torch.cross_entropy_loss(logits, targets, None, 0, -100, 0.)
    else:
      each = self.soft(logits, among, beliefs)
    return torch.sum(torch.to(each, 7) * shares)

  def output(self: __torch__.M, weights: List[Tensor]) -> Tensor:
    matrix = weights[2]
    if torch.numel(matrix) == 0:
      matrix = weights[0]
    return matrix

  def loss(self: __torch__.M, ids: Tensor, pick: Tensor, targets: Tensor, shares: Tensor, among: Tensor, beliefs: Tensor, integers: Tensor, numbers: Tensor, far: Tensor, near: Tensor, local: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # Without gradients.
    x = self.hidden(ids, pick, integers, numbers, far, near, local, weights, adapters)
    matrix = self.output(weights)
    kind = int(integers[2])
    step = int(integers[3])
    total = torch.zeros([], dtype=7, device=x.device)
    N = x.size(0)
    for i in range((N + step - 1) // step):
      size = min(step, N - i * step)
      total = total + self.rows(torch.narrow(x, 0, i * step, size), torch.narrow(targets, 0, i * step, size), torch.narrow(shares, 0, i * step, size), self.part(among, i * step, size), self.part(beliefs, i * step, size), matrix, kind)
    return total

  def gradients(self: __torch__.M, ids: Tensor, pick: Tensor, targets: Tensor, shares: Tensor, among: Tensor, beliefs: Tensor, integers: Tensor, numbers: Tensor, far: Tensor, near: Tensor, local: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # Adds to the gradients of what is trained; the same sum as `loss`. Logits are made, and passed backwards, a piece at
    # a time: those of a whole batch are the largest thing in it.
    x = self.hidden(ids, pick, integers, numbers, far, near, local, weights, adapters)
    matrix = self.output(weights)
    kind = int(integers[2])
    step = int(integers[3])
    N = x.size(0)
    if N <= step:
      sum = self.rows(x, targets, shares, among, beliefs, matrix, kind)
      torch.backward(sum)
      return torch.detach(sum)
    total = torch.zeros([], dtype=7, device=x.device)
    y = torch.requires_grad_(torch.detach(x), True)
    for i in range((N + step - 1) // step):
      size = min(step, N - i * step)
      sum = self.rows(torch.narrow(y, 0, i * step, size), torch.narrow(targets, 0, i * step, size), torch.narrow(shares, 0, i * step, size), self.part(among, i * step, size), self.part(beliefs, i * step, size), matrix, kind)
      torch.backward(sum)
      total = total + torch.detach(sum)
    torch.backward(x, unchecked_cast(Tensor, y.grad))
    return total
