class M(Module):
  # Training of the Llama family, Qwen2 and Qwen3: the loss of a batch and its gradients. The mathematics is that of
  # network/llama.torchscript.py, with every matrix by itself, since low-rank adapters (Hu et al., 2021) sit on single
  # matrices.
  #
  # Letters: n sequences, T tokens each, d width, H query heads, K key heads, h width of a head, V vocabulary, N targets.
  #
  # ids [n, T]: padded at the end. No token sees a later one, so what stands there changes nothing.
  # pick [N]: elements of the flattened ids that predict; targets [N]: the tokens they should predict; shares [N] float64:
  #   the factor of each one's loss.
  # among [N, K], beliefs [N, K + 1]: soft targets in place of the tokens (Hinton et al., 2015); empty where there are none.
  #   Row i says that the token is among[i, j] with probability beliefs[i, j], and any other one with beliefs[i, K]. A token
  #   may stand several times in a row, with a belief of 0 but for once.
  # integers: H, K, type of the linear products (6 float32, 15 bfloat16), rows of logits at a time, 0
  # numbers: epsilon, scale of attention, scale of the adapters (alpha / rank), their dropout (0 outside training)
  # frequencies [h/2]: inverse frequencies of the rotary embedding
  # weights: embedding [V, d], final norm [d], output [V, d] (empty where it is the embedding), and for each layer
  #   attention norm [d], query [Hh, d], key [Kh, d], value [Kh, d], the biases of these three [Hh], [Kh], [Kh] (Qwen2;
  #   else empty), query norm [h] and key norm [h] of each head (Qwen3; else empty), attention output [d, Hh],
  #   feed-forward norm [d], gate [f, d], up [f, d], down [d, f]
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

  def heads(self: __torch__.M, y: Tensor, count: int, bias: Tensor, norm: Tensor, eps: float) -> Tensor:
    # y [n, T, count * h], with its bias where there is one, as [n, count, T, h], each head normed where there is a norm.
    if torch.numel(bias) > 0:
      y = y + bias
    y = y.view(y.size(0), y.size(1), count, -1).transpose(1, 2)
    if torch.numel(norm) > 0:
      y = torch.rms_norm(y, [y.size(-1)], norm, eps)
    return y

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

  def hidden(self: __torch__.M, ids: Tensor, pick: Tensor, integers: Tensor, numbers: Tensor, frequencies: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # The normed vectors [N, d] that the output matrix turns into logits.
    H = int(integers[0])
    K = int(integers[1])
    kind = int(integers[2])
    eps = float(numbers[0])
    scale = float(numbers[1])
    factor = float(numbers[2])
    drop = float(numbers[3])
    x = torch.to(torch.embedding(weights[0], ids), 6)
    n, T, d = x.size()
    cos, sin = self.angles(T, frequencies)
    nothing = torch.zeros([0], device=x.device)
    for i in range((len(weights) - 3) // 14):
      w = 3 + 14 * i
      a = 14 * i
      y = torch.rms_norm(x, [d], weights[w], eps)
      q = self.heads(self.lin(y, weights[w + 1], adapters, a, factor, drop, kind), H, weights[w + 4], weights[w + 7], eps)
      k = self.heads(self.lin(y, weights[w + 2], adapters, a + 2, factor, drop, kind), K, weights[w + 5], weights[w + 8], eps)
      v = self.heads(self.lin(y, weights[w + 3], adapters, a + 4, factor, drop, kind), K, weights[w + 6], nothing, eps)
      o = self.attend(self.rotate(q, cos, sin), self.rotate(k, cos, sin), v, None, scale)
      x = x + self.lin(o, weights[w + 9], adapters, a + 6, factor, drop, kind)
      y = torch.rms_norm(x, [d], weights[w + 10], eps)
      gate = self.lin(y, weights[w + 11], adapters, a + 8, factor, drop, kind)
      up = self.lin(y, weights[w + 12], adapters, a + 10, factor, drop, kind)
      x = x + self.lin(torch.silu(gate) * up, weights[w + 13], adapters, a + 12, factor, drop, kind)
    return torch.rms_norm(x.flatten(0, 1).index_select(0, pick), [d], weights[1], eps)

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

  def loss(self: __torch__.M, ids: Tensor, pick: Tensor, targets: Tensor, shares: Tensor, among: Tensor, beliefs: Tensor, integers: Tensor, numbers: Tensor, frequencies: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # Without gradients.
    x = self.hidden(ids, pick, integers, numbers, frequencies, weights, adapters)
    matrix = self.output(weights)
    kind = int(integers[2])
    step = int(integers[3])
    total = torch.zeros([], dtype=7, device=x.device)
    N = x.size(0)
    for i in range((N + step - 1) // step):
      size = min(step, N - i * step)
      total = total + self.rows(torch.narrow(x, 0, i * step, size), torch.narrow(targets, 0, i * step, size), torch.narrow(shares, 0, i * step, size), self.part(among, i * step, size), self.part(beliefs, i * step, size), matrix, kind)
    return total

  def gradients(self: __torch__.M, ids: Tensor, pick: Tensor, targets: Tensor, shares: Tensor, among: Tensor, beliefs: Tensor, integers: Tensor, numbers: Tensor, frequencies: Tensor, weights: List[Tensor], adapters: List[Tensor]) -> Tensor:
    # Adds to the gradients of what is trained; the same sum as `loss`. Logits are made, and passed backwards, a piece at
    # a time: those of a whole batch are the largest thing in it.
    x = self.hidden(ids, pick, integers, numbers, frequencies, weights, adapters)
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
