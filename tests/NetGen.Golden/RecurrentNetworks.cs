// The networks of make_recurrent_fixtures.py, under the same names.
namespace NetGen.Golden;

[Network(2, 4)]
[Rnn(3)]
public sealed partial class RnnSequence;

[Network(2, 4)]
[Rnn(3, Return = Return.Last)]
[Dense(2)]
public sealed partial class RnnLast;

[Network(2, 4, Loss = Loss.Huber)]
[Rnn(3, Bidirectional = true)]
public sealed partial class RnnBoth;

[Network(2, 4)]
[Rnn(3, Bidirectional = true, Return = Return.Last)]
[Dense(2)]
public sealed partial class RnnBothLast;

[Network(2, 4)]
[Rnn(3, Activation.Relu)]
public sealed partial class ReluSequence;

[Network(2, 4)]
[Rnn(3, Activation.Relu, Return = Return.Last)]
[Dense(2)]
public sealed partial class ReluLast;

[Network(2, 4, Loss = Loss.Huber)]
[Rnn(3, Activation.Relu, Bidirectional = true)]
public sealed partial class ReluBoth;

[Network(2, 4)]
[Rnn(3, Activation.Relu, Bidirectional = true, Return = Return.Last)]
[Dense(2)]
public sealed partial class ReluBothLast;

[Network(2, 4)]
[Lstm(3)]
public sealed partial class LstmSequence;

[Network(2, 4)]
[Lstm(3, Return = Return.Last)]
[Dense(2)]
public sealed partial class LstmLast;

[Network(2, 4)]
[Lstm(3, Bidirectional = true)]
public sealed partial class LstmBoth;

[Network(2, 4, Loss = Loss.CrossEntropy)]
[Lstm(3, Bidirectional = true, Return = Return.Last)]
[Dense(3, Activation.Softmax)]
public sealed partial class LstmBothLast;

[Network(2, 4)]
[Gru(3)]
public sealed partial class GruSequence;

[Network(2, 4)]
[Gru(3, Return = Return.Last)]
[Dense(2)]
public sealed partial class GruLast;

[Network(2, 4)]
[Gru(3, Bidirectional = true)]
public sealed partial class GruBoth;

[Network(2, 4, Loss = Loss.CrossEntropy)]
[Gru(3, Bidirectional = true, Return = Return.Last)]
[Dense(3, Activation.Softmax)]
public sealed partial class GruBothLast;

[Network(2, 3)]
[Rnn(17, UseBias = false)]
[Dense(2)]
public sealed partial class RnnWithoutBias;

[Network(2, 3)]
[Lstm(17, UseBias = false)]
[Dense(2)]
public sealed partial class LstmWithoutBias;

[Network(2, 3)]
[Gru(17, UseBias = false)]
[Dense(2)]
public sealed partial class GruWithoutBias;

[Network(1, 12)]
[Conv1D(5, 3, Activation.Tanh, Stride = 2)]
[Lstm(6, Bidirectional = true)]
[Conv1D(4, 3, Padding = 1)]
[Gru(16)]
[Rnn(3, Return = Return.Last)]
public sealed partial class CellsBetween;

[Network(4, 1)]
[Lstm(5, Bidirectional = true)]
[Gru(3)]
[Rnn(2)]
[Flatten]
public sealed partial class OneFrame;
