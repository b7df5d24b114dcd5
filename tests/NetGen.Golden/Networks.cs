// The networks of make_fixtures.py, under the same names.
namespace NetGen.Golden;

[Network(7)]
[Dense(5)]
public sealed partial class LinearMse;

[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class XorSigmoid;

[Network(17, Loss = Loss.CrossEntropy)]
[Dense(33, Activation.Relu)]
[Dense(10, Activation.Softmax)]
public sealed partial class ReluSoftmax;

[Network(9, Loss = Loss.CrossEntropy)]
[Dense(19, Activation.LeakyRelu)]
[Dense(7)]
public sealed partial class LeakyReluLogits;

[Network(11, Loss = Loss.CrossEntropy)]
[Dense(15, Activation.Elu)]
[Dense(6, Activation.LogSoftmax)]
public sealed partial class EluLogSoftmax;

[Network(13)]
[Dense(21, Activation.Selu, UseBias = false)]
[Dense(3, UseBias = false)]
public sealed partial class SeluNoBias;

[Network(6, Loss = Loss.Huber)]
[Dense(16, Activation.Gelu)]
[Dense(4)]
public sealed partial class GeluHuber;

[Network(5, Loss = Loss.MeanAbsoluteError)]
[Dense(12, Activation.Silu)]
[Dense(2)]
public sealed partial class SiluAbsolute;

[Network(8, Loss = Loss.BinaryCrossEntropy)]
[Dense(18, Activation.Mish)]
[Dense(3, Activation.Sigmoid)]
public sealed partial class MishSigmoid;

[Network(10, Loss = Loss.BinaryCrossEntropy)]
[Dense(14, Activation.HardSigmoid)]
[Dense(5)]
public sealed partial class HardSigmoidLogits;

[Network(4, Loss = Loss.Hinge)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
public sealed partial class TanhHinge;

[Network(12, Loss = Loss.Hinge)]
[Dense(9, Activation.HardTanh)]
[Dense(4, Activation.Tanh)]
public sealed partial class HardTanhHinge;

[Network(3)]
[Dense(31, Activation.HardSwish)]
[Dense(17, Activation.HardSwish, UseBias = false)]
[Dense(2)]
public sealed partial class HardSwishMse;

[Network(16, Loss = Loss.Huber)]
[Dense(16, Activation.Softplus)]
[Dense(16, Activation.Softplus)]
public sealed partial class SoftplusHuber;

[Network(20)]
[Dense(10, Activation.Softsign)]
[Dense(5, Activation.Softsign)]
[Dense(2, Activation.Softsign)]
public sealed partial class SoftsignMse;

[Network(6, Loss = Loss.MeanSquaredError)]
[Dense(8, Activation.Tanh)]
[Dense(4, Activation.Softmax)]
public sealed partial class SoftmaxMse;

[Network(5)]
#pragma warning disable NETGEN043 // hidden softmaxes are intended here
[Dense(9, Activation.Softmax)]
[Dense(9, Activation.LogSoftmax)]
#pragma warning restore NETGEN043
[Dense(3)]
public sealed partial class SoftmaxInside;

[Network(4, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Sigmoid)]
[Dense(8, Activation.Sigmoid, UseBias = false)]
[Dense(8, Activation.Sigmoid)]
[Dense(8, Activation.Sigmoid)]
[Dense(3, Activation.Sigmoid)]
public sealed partial class SigmoidDeep;

[Network(1)]
[Dense(1, Activation.Tanh)]
[Dense(1, UseBias = false)]
public sealed partial class OneByOne;

[Network(130, Loss = Loss.CrossEntropy)]
[Dense(3, Activation.Relu)]
[Dense(2, Activation.Softmax)]
public sealed partial class WideIn;

[Network(2, Loss = Loss.CrossEntropy)]
[Dense(5, Activation.Silu)]
[Dense(67, Activation.Softmax)]
public sealed partial class WideOut;

[Network(15, Loss = Loss.CrossEntropy)]
[Dense(17, Activation.Gelu)]
[Dense(31, Activation.Gelu)]
[Dense(13, Activation.Gelu)]
[Dense(5, Activation.LogSoftmax)]
public sealed partial class GeluDeep;

[Network(33, Loss = Loss.MeanAbsoluteError)]
[Dense(20, Activation.Relu)]
[Dense(9, Activation.Relu)]
public sealed partial class ReluAbsolute;

[Network(6)]
[Dense(11, Activation.Step)]
[Dense(4, Activation.Step)]
public sealed partial class StepPerceptron;

[Network(6, Loss = Loss.CrossEntropy)]
[Dense(9, Activation.Tanh)]
[Dense(4, Activation.Softmax)]
public sealed partial class Optimized;
