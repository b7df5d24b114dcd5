namespace NetGen.Generator.Tests;

/// <summary>One network for each way to violate a rule of spatial and normalisation layers: the id, the span and the message.</summary>
public sealed class LayerCases : TheoryData<string, string, string>
{
    public LayerCases()
    {
        Kernels();
        Windows();
        Shapes();
        Sizes();
        Numbers();
        Sequences();
        Endings();
        Frames();
    }

    private void Frames()
    {
        Case("NETGEN130", "[Network(1, SequenceLength = ⟦-5⟧)] [Dense(1)]", "'SequenceLength' is -5; write a whole number from 1 to 67,108,863");
        Case("NETGEN130", "[Network(1, WarmupFrames = ⟦3⟧)] [Dense(1)]", "'SequenceLength' is 0; write a whole number from 1 to 67,108,863");
        Case("NETGEN130", "[Network(1, SequenceLength = 10, WarmupFrames = ⟦10⟧)] [Dense(1)]", "'WarmupFrames' is 10; write a whole number from 0 to 9");
        Case("NETGEN130", "[Network(1, SequenceLength = 10, WarmupFrames = ⟦-1⟧)] [Dense(1)]", "'WarmupFrames' is -1; write a whole number from 0 to 9");
        Case("NETGEN130", "[Network(2, SequenceLength = 9)] [Delay(⟦0⟧)] [Dense(1)]", "'frames' is 0; write a whole number from 1 to 67,108,863");
        foreach ((string layer, string name) in ((string, string)[])[("CausalConv1D(2, 3)", "CausalConv1D"), ("Delay(1)", "Delay"), ("LastFrame", "LastFrame")])
            Case("NETGEN131", $"[Network(2)] [⟦{layer}⟧]", $"{name} takes the frames of a stream, which only a network over frames has; write [Network(…, SequenceLength = …)], with the frames of a piece that it is trained on");
        Case("NETGEN132", "[Network(2, SequenceLength = 9)] [⟦BatchNorm⟧] [Dense(1)]", "A network over frames can't have BatchNorm: statistics of a batch mix frames of different times and streams; write LayerNorm");
        Case("NETGEN132", "[Network(2, SequenceLength = 9)] [Lstm(3, Bidirectional = ⟦true⟧)] [Dense(1)]", "A network over frames can't have a bidirectional Lstm: a stream has no last frame to begin with; remove it, or make the whole window one sample of channels × length");
        Case("NETGEN132", "[Network(2, SequenceLength = 9)] [Gru(3, Return = ⟦Return.Last⟧)]", "A network over frames can't have Return.Last: every frame has an output; write [LastFrame] as the last layer");
        Case("NETGEN132", "[Network(2, SequenceLength = 9, InputGradients = ⟦true⟧)] [Gru(3)]", "A network over frames can't have gradients of its inputs: they are computed block by block and not kept; remove InputGradients");
        Case("NETGEN133", "[Network(2, SequenceLength = 9)] [⟦LastFrame⟧] [Dense(3)]", "[LastFrame] must be the last layer: move it after 'dense1', whose result for the last frame is the same");
        Case("NETGEN134", "[Network(100, SequenceLength = ⟦30_000_000⟧)] [Dense(100)]", "Training on 30,000,000 frames would need about 17,520,000,000 elements of intermediate results; write at most 3,677,197 for SequenceLength");
        Case("NETGEN025", "[Network(1000, SequenceLength = ⟦100_000⟧)] [Dense(1)]", "The size of a piece is 100,000 frames of 1,000; at most 67,108,863 elements are possible");
        Case("NETGEN024", "[Network(2, SequenceLength = 9)] [CausalConv1D(⟦0⟧, 2)]", "'filters' is 0; write at least 1");
        Case("NETGEN024", "[Network(2, SequenceLength = 9)] [CausalConv1D(2, ⟦-1⟧)]", "'kernel' is -1; write at least 1");
        Case("NETGEN024", "[Network(2, SequenceLength = 9)] [CausalConv1D(2, 3, Dilation = ⟦0⟧)]", "'Dilation' is 0; write at least 1");
        Case("NETGEN025", "[Network(2, SequenceLength = 9)] [CausalConv1D(2, 3, Dilation = ⟦50_000_000⟧)]", "The size of what is remembered is 100,000,000 frames of 2; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(2, SequenceLength = 9)] [Delay(⟦50_000_000⟧)] [Dense(1)]", "The size of what is remembered is 50,000,000 frames of 2; at most 67,108,863 elements are possible");
        Case("NETGEN050", "[Network(2, 9, SequenceLength = 4)] [⟦CausalConv1D(3, 2)⟧]", "CausalConv1D needs a vector of channels, but gets 2 × 9; write [Network(18)]");
    }

    private void Case(string id, string attributes, string message) => Add(id, Sources.Net(attributes), message);

    private void Kernels()
    {
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, ⟦31⟧)]", "A kernel of 31 leaves no outputs along the height: (28 + 2·0 − 31)/1 + 1 = −2; write at most 28");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, ⟦29⟧)]", "A kernel of 29 leaves no outputs along the height: (28 + 2·0 − 29)/1 + 1 = 0; write at most 28");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(kernel: ⟦16⟧, filters: 6, Dilation = 2)]", "A kernel of 16 leaves no outputs along the height: (28 + 2·0 − 2·(16 − 1) − 1)/1 + 1 = −2; write at most 14");
        Case("NETGEN047", "[Network(1, 28, 20)] [Conv2D(6, ⟦31⟧)]", "A kernel of 31 leaves no outputs along the width: (20 + 2·0 − 31)/1 + 1 = −10; write at most 20");
        Case("NETGEN047", "[Network(1, 28, 20)] [Conv2D(6, ⟦21⟧)]", "A kernel of 21 leaves no outputs along the width: (20 + 2·0 − 21)/1 + 1 = 0; write at most 20");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, 3, KernelHeight = ⟦35⟧, Padding = 3, StrideHeight = 2)]", "A kernel of 35 leaves no outputs along the height: ⌊(28 + 2·3 − 35)/2⌋ + 1 = 0; write at most 34");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, 3, KernelWidth = ⟦1 + 30⟧, PaddingHeight = 9)]", "A kernel of 31 leaves no outputs along the width: (28 + 2·0 − 31)/1 + 1 = −2; write at most 28");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, ⟦3⟧, Dilation = 100)]", "A kernel of 3 leaves no outputs along the height: (28 + 2·0 − 100·(3 − 1) − 1)/1 + 1 = −172; write at most 1");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, ⟦int.MaxValue⟧, Dilation = int.MaxValue)]", "A kernel of 2,147,483,647 leaves no outputs along the height: (28 + 2·0 − 2147483647·(2147483647 − 1) − 1)/1 + 1 = −4611686011984936934; write at most 1");
        Case("NETGEN047", "[Network(2, 100)] [Conv1D(6, ⟦101⟧)]", "A kernel of 101 leaves no outputs along the length: (100 + 2·0 − 101)/1 + 1 = 0; write at most 100");
        Case("NETGEN047", "[Network(1, 28, 28)] [MaxPool2D(⟦30⟧)]", "A size of 30 leaves no outputs along the height: ⌊(28 + 2·0 − 30)/30⌋ + 1 = 0; write at most 28");
        Case("NETGEN047", "[Network(1, 3, 28)] [AveragePool2D(2, SizeHeight = ⟦6⟧, Padding = 1)]", "A size of 6 leaves no outputs along the height: ⌊(3 + 2·1 − 6)/6⌋ + 1 = 0; write at most 5");
        Case("NETGEN047", "[Network(2, 7)] [MaxPool1D(⟦8⟧, Stride = 1)]", "A size of 8 leaves no outputs along the length: (7 + 2·0 − 8)/1 + 1 = 0; write at most 7");
        Case("NETGEN047", "[Network(2, 7)] [AveragePool1D(⟦8⟧)] [Dense(3)]", "A size of 8 leaves no outputs along the length: ⌊(7 + 2·0 − 8)/8⌋ + 1 = 0; write at most 7");
        Case("NETGEN047", "[Network(1, 28, 28)] [Conv2D(6, 5)] [MaxPool2D(2)] [Conv2D(6, ⟦13⟧)] [Flatten] [Dense(2)]", "A kernel of 13 leaves no outputs along the height: (12 + 2·0 − 13)/1 + 1 = 0; write at most 12");
    }

    private void Windows()
    {
        foreach (string layer in (string[])["Conv2D(3, ⟦0⟧)", "Conv1D(3, kernel: ⟦0⟧)"])
            Case("NETGEN024", $"[{(layer[4] == '2' ? "Network(1, 8, 8)" : "Network(1, 8)")}] [{layer}]", "'kernel' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(⟦-3⟧, 3)] [Dense(1)]", "'filters' is -3; write at least 1");
        Case("NETGEN024", "[Network(1, 8)] [Conv1D(⟦0⟧, 3)] [Dense(1)]", "'filters' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, KernelHeight = ⟦0⟧)]", "'KernelHeight' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, KernelWidth = ⟦int.MinValue⟧)]", "'KernelWidth' is -2,147,483,648; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, Stride = ⟦0⟧)]", "'Stride' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, StrideWidth = ⟦-1⟧)]", "'StrideWidth' is -1; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, Dilation = ⟦0⟧)]", "'Dilation' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, DilationHeight = ⟦-2⟧)]", "'DilationHeight' is -2; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [Conv2D(3, 3, Groups = ⟦0⟧)]", "'Groups' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [MaxPool2D(⟦0⟧)]", "'size' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8)] [AveragePool1D(⟦-2⟧)]", "'size' is -2; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [AveragePool2D(2, SizeWidth = ⟦0⟧)]", "'SizeWidth' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [MaxPool2D(2, Stride = ⟦0⟧)]", "'Stride' is 0; write at least 1");
        Case("NETGEN024", "[Network(1, 8, 8)] [MaxPool2D(2, StrideHeight = ⟦-1⟧)]", "'StrideHeight' is -1; write at least 1");

        Case("NETGEN051", "[Network(1, 8, 8)] [Conv2D(3, 3, Padding = ⟦-2⟧)]", "'Padding' is -2; write 0 or more, or Padding.Same");
        Case("NETGEN051", "[Network(1, 8)] [Conv1D(3, 3, Padding = ⟦int.MinValue⟧)]", "'Padding' is -2,147,483,648; write 0 or more, or Padding.Same");
        Case("NETGEN051", "[Network(1, 8, 8)] [Conv2D(3, 3, PaddingHeight = ⟦-2⟧)]", "'PaddingHeight' is -2; write 0 or more, or Padding.Same");
        Case("NETGEN051", "[Network(1, 8, 8)] [MaxPool2D(2, Padding = ⟦Padding.Same⟧)]", "'Padding' is -1; write 0 or more; Padding.Same is for convolutions");
        Case("NETGEN051", "[Network(1, 8, 8)] [MaxPool2D(2, PaddingWidth = ⟦-7⟧)]", "'PaddingWidth' is -7; write 0 or more; Padding.Same is for convolutions");

        Case("NETGEN052", "[Network(1, 8, 8)] [Conv2D(3, 3, Stride = ⟦2⟧, Padding = Padding.Same)]", "Padding.Same keeps the length of a stride of 1, but 'Stride' is 2; write 1, or Padding = 1");
        Case("NETGEN052", "[Network(1, 8, 8)] [Conv2D(3, 5, StrideWidth = ⟦3⟧, Padding = Padding.Same, Dilation = 2)]", "Padding.Same keeps the length of a stride of 1, but 'StrideWidth' is 3; write 1, or Padding = 4");
        Case("NETGEN052", "[Network(1, 8, 8)] [Conv2D(3, 5, Stride = ⟦2⟧, PaddingHeight = Padding.Same)]", "Padding.Same keeps the length of a stride of 1, but 'Stride' is 2; write 1, or PaddingHeight = 2");
        Case("NETGEN052", "[Network(1, 8)] [Conv1D(3, 3, Padding = Padding.Same, Stride = ⟦2⟧)]", "Padding.Same keeps the length of a stride of 1, but 'Stride' is 2; write 1, or Padding = 1");

        Case("NETGEN053", "[Network(1, 8, 8)] [MaxPool2D(2, Padding = ⟦2⟧)]", "'Padding' is 2, more than half of a window of 2; write at most 1");
        Case("NETGEN053", "[Network(1, 8, 8)] [AveragePool2D(3, PaddingHeight = ⟦2⟧)]", "'PaddingHeight' is 2, more than half of a window of 3; write at most 1");
        Case("NETGEN053", "[Network(1, 8, 8)] [MaxPool2D(6, SizeWidth = 1, Padding = ⟦3⟧)]", "'Padding' is 3, more than half of a window of 1; write at most 0");
        Case("NETGEN053", "[Network(1, 8)] [AveragePool1D(3, Padding = ⟦2⟧)]", "'Padding' is 2, more than half of a window of 3; write at most 1");

        Case("NETGEN054", "[Network(16, 8, 8)] [Conv2D(32, 3, Groups = ⟦3⟧)]", "3 groups can't divide 16 channels and 32 filters equally; write a divisor of 16");
        Case("NETGEN054", "[Network(16, 8, 8)] [Conv2D(20, 3, Groups = ⟦16⟧)]", "16 groups can't divide 16 channels and 20 filters equally; write a divisor of 4");
        Case("NETGEN054", "[Network(3, 8)] [Conv1D(8, 3, Groups = ⟦4⟧)]", "4 groups can't divide 3 channels and 8 filters equally; write a divisor of 1");
    }

    private void Shapes()
    {
        Case("NETGEN050", "[Network(784)] [⟦Conv2D(6, 5)⟧]", "Conv2D needs channels × height × width, but gets a vector of 784; write [Network(1, 28, 28)]");
        Case("NETGEN050", "[Network(3072)] [⟦Conv2D(6, 5)⟧] [Dense(2)]", "Conv2D needs channels × height × width, but gets a vector of 3072; write [Network(3, 32, 32)]");
        Case("NETGEN050", "[Network(12)] [⟦MaxPool2D(2)⟧]", "MaxPool2D needs channels × height × width, but gets a vector of 12; write [Network(3, 2, 2)]");
        Case("NETGEN050", "[Network(13)] [⟦AveragePool2D(2)⟧]", "AveragePool2D needs channels × height × width, but gets a vector of 13; write [Network(1, 1, 13)]");
        Case("NETGEN050", "[Network(9)] [Dense(400)] [⟦Conv2D(6, 5)⟧]", "Conv2D needs channels × height × width, but gets a vector of 400; write [Reshape(1, 20, 20)] before it");
        Case("NETGEN050", "[Network(2, 50)] [⟦Conv2D(6, 5)⟧]", "Conv2D needs channels × height × width, but gets 2 × 50; write [Conv1D], or [Network(2, 5, 10)]");
        Case("NETGEN050", "[Network(100)] [⟦Conv1D(6, 5)⟧]", "Conv1D needs channels × length, but gets a vector of 100; write [Network(1, 100)]");
        Case("NETGEN050", "[Network(2, 28, 28)] [BatchNorm] [⟦MaxPool1D(2)⟧]", "MaxPool1D needs channels × length, but gets 2 × 28 × 28; write [MaxPool2D], or [Reshape(2, 784)] before it");
        Case("NETGEN050", "[Network(2, 28, 28)] [Flatten] [⟦GlobalMaxPool⟧]", "GlobalMaxPool needs channels × length or channels × height × width, but gets a vector of 1568; write [Reshape(1, 1568)] before it");
        Case("NETGEN050", "[Network(28)] [⟦GlobalAveragePool⟧]", "GlobalAveragePool needs channels × length or channels × height × width, but gets a vector of 28; write [Network(1, 28)]");

        Case("NETGEN024", "[Network(4)] [Reshape(⟦-1⟧)]", "'length' is -1; write at least 1");
        Case("NETGEN024", "[Network(4)] [Reshape(2, ⟦0⟧)]", "'length' is 0; write at least 1");
        Case("NETGEN024", "[Network(4)] [Reshape(width: 2, height: ⟦-2⟧, channels: 2)]", "'height' is -2; write at least 1");
        Case("NETGEN055", "[Network(16, 5, 5)] [⟦Reshape(8, 49)⟧]", "[Reshape] makes 8 × 49 = 392 elements, but its input has 16 × 5 × 5 = 400; write [Reshape(8, 50)]");
        Case("NETGEN055", "[Network(16, 5, 5)] [⟦Reshape(3, 10, 10)⟧]", "[Reshape] makes 3 × 10 × 10 = 300 elements, but its input has 16 × 5 × 5 = 400; write [Reshape(400)]");
        Case("NETGEN055", "[Network(16, 5, 5)] [⟦Reshape(4, 10, 1)⟧]", "[Reshape] makes 4 × 10 × 1 = 40 elements, but its input has 16 × 5 × 5 = 400; write [Reshape(4, 10, 10)]");
        Case("NETGEN055", "[Network(9)] [Reshape(⟦10⟧)] [Dense(1)]", "[Reshape] makes 10 elements, but its input has 9; write [Reshape(9)]");
    }

    private void Sizes()
    {
        Case("NETGEN025", "[Network(4)] [Reshape(1, 1, ⟦int.MaxValue⟧)]", "The size of an output is 1 × 1 × 2147483647; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 8, 8)] [Conv2D(⟦int.MaxValue⟧, 3)]", "The size of an output is 2,147,483,647; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 1024, 1024)] [Conv2D(⟦65⟧, 1)]", "The size of an output is 65 × 1024 × 1024; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 8, 8)] [Conv2D(1, 3, Padding = ⟦int.MaxValue⟧)]", "The size of a padded input is 1 × 4294967302 × 4294967302; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 8, 8)] [Conv2D(1, 3, Stride = int.MaxValue, PaddingWidth = ⟦100000000⟧)]", "The size of a padded input is 1 × 8 × 200000008; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 8, 8)] [Conv2D(1, ⟦int.MaxValue⟧, Padding = Padding.Same, Dilation = int.MaxValue)]", "The size of a padded input is 1 × 4611686011984936970 × 4611686011984936970; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(3, 8)] [MaxPool1D(int.MaxValue, Padding = ⟦int.MaxValue / 2⟧)]", "The size of a padded input is 3 × 2147483654; at most 67,108,863 elements are possible");
        Case("NETGEN026", "[Network(4096, 7, 7)] [Conv2D(⟦4096⟧, 7)]", "Layer 'conv1' would have 822,087,680 parameters, 3,288,350,720 bytes; at most 2,147,483,648 bytes are possible, so make it or its input smaller");
        Case("NETGEN027", "[⟦Network(8000, 8)⟧] [Conv1D(8000, 7, Padding = 3)] [Conv1D(8000, 7, Padding = 3)] [Conv1D(8000, 7, Padding = 3)] [Conv1D(8000, 7, Padding = 3)] [Conv1D(8000, 7, Padding = 3)]", "The parameters of 'Net' would take 2,240,040,000 elements, padding of narrow layers included; at most 2,147,483,575 are possible, so make its layers smaller");
        Case("NETGEN031", "[⟦Network(1, 2048, 2048)⟧] [Conv2D(4, 1)]", "The intermediate results of 'Net' may take 10,200,547,360 elements for 32 samples; at most 2,147,483,575 are possible, so make its layers narrower");
        Case("NETGEN031", $"[⟦Network(4096, 1)⟧] {string.Concat(Enumerable.Repeat("[Conv1D(4096, 16, Padding = Padding.Same)] ", 5))}", "The intermediate results of 'Net' may take 2,460,766,208 elements for 32 samples; at most 2,147,483,575 are possible, so make its layers narrower");
        Case("NETGEN046", "[Network(256, 8, 8, Unroll = ⟦Unroll.Full⟧)] [Conv2D(8, 3)]", "Layer 'conv1' is compiled to loops despite Unroll.Full: each sum takes 2,304 of its 663,552 multiply-adds, and the JIT optimises at most 128 in a method; write Unroll.Auto");
    }

    private void Numbers()
    {
        foreach (string rate in (string[])["1", "-0.5", "1.5"])
            Case("NETGEN056", $"[Network(4)] [Dropout(⟦{rate}⟧)] [Dense(1)]", $"'rate' is {rate}; write a probability of at least 0 and less than 1, as in 0.5");
        Case("NETGEN056", "[Network(4)] [Dropout(rate: ⟦double.NaN⟧)] [Dense(1)]", "'rate' is NaN; write a probability of at least 0 and less than 1, as in 0.5");
        Case("NETGEN056", "[Network(4)] [Dropout(⟦double.NegativeInfinity⟧)] [Dense(1)]", "'rate' is -Infinity; write a probability of at least 0 and less than 1, as in 0.5");
        Case("NETGEN057", "[Network(4)] [BatchNorm(Epsilon = ⟦0⟧)]", "'Epsilon' is 0; write a small number above 0, as in 1e-5");
        Case("NETGEN057", "[Network(4)] [LayerNorm(Epsilon = ⟦-1e-5⟧)]", "'Epsilon' is -1E-05; write a small number above 0, as in 1e-5");
        Case("NETGEN057", "[Network(4)] [LayerNorm(Epsilon = ⟦double.NaN⟧)]", "'Epsilon' is NaN; write a small number above 0, as in 1e-5");
        Case("NETGEN057", "[Network(4)] [BatchNorm(Epsilon = ⟦double.PositiveInfinity⟧)]", "'Epsilon' is Infinity; write a small number above 0, as in 1e-5");
        Case("NETGEN057", "[Network(4)] [BatchNorm(Epsilon = ⟦1e-50⟧)]", "'Epsilon' is 1E-50; write a small number above 0, as in 1e-5");
        Case("NETGEN058", "[Network(4)] [BatchNorm(Momentum = ⟦1.01⟧)]", "'Momentum' is 1.01; write a number from 0 to 1, as in 0.1");
        Case("NETGEN058", "[Network(4)] [BatchNorm(Momentum = ⟦-0.1⟧)]", "'Momentum' is -0.1; write a number from 0 to 1, as in 0.1");
        Case("NETGEN058", "[Network(4)] [BatchNorm(Momentum = ⟦0.0 / 0.0⟧)]", "'Momentum' is NaN; write a number from 0 to 1, as in 0.1");

        const string Activations = "write one of Linear, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Mish, Sigmoid, HardSigmoid, Tanh, HardTanh, HardSwish, Softplus, Softsign, Softmax, LogSoftmax, Step";
        Case("NETGEN030", "[Network(4)] [Activate(⟦(Activation)77⟧)]", $"77 is not a value of Activation; {Activations}");
        Case("NETGEN030", "[Network(1, 4, 4)] [Conv2D(2, 3, ⟦(Activation)77⟧)]", $"77 is not a value of Activation; {Activations}");
        Case("NETGEN030", "[Network(1, 4)] [Conv1D(2, 3, Initializer = ⟦(Initializer)77⟧)]", "77 is not a value of Initializer; write one of Auto, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LeCunNormal, LeCunUniform, Uniform, Normal, Zeros, StandardNormal, NarrowNormal, FanInUniform");
        Case("NETGEN030", "[Network(2, 4)] [LayerNorm(Over = ⟦(Over)2⟧)]", "2 is not a value of Over; write one of Sample, Channels");
        Case("NETGEN030", "[Network(2)] [Embedding(5, 2, Initializer = ⟦(Initializer)77⟧)]", "77 is not a value of Initializer; write one of Auto, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LeCunNormal, LeCunUniform, Uniform, Normal, Zeros, StandardNormal, NarrowNormal, FanInUniform");
        Case("NETGEN028", "[Network(4)] [BatchNorm(Name = ⟦\"my norm\"⟧)]", "'my norm' can't name a layer; write a C# identifier such as hidden1, or a number such as 0");
        Case("NETGEN029", "[Network(1, 4, 4)] [Conv2D(1, 1)] [MaxPool2D(2, Name = ⟦\"conv1\"⟧)]", "'conv1' is also the name of the 1st layer; write another, as in 'conv1_2'");
        Case("NETGEN029", "[Network(4)] [LayerNorm(Name = ⟦\"norm2\"⟧)] [BatchNorm]", "'norm2' is also the name of the 2nd layer; write another, as in 'norm2_2'");
    }

    private void Sequences()
    {
        Case("NETGEN024", "[Network(4)] [Embedding(⟦0⟧, 2)]", "'count' is 0; write at least 1");
        Case("NETGEN024", "[Network(4)] [Embedding(size: ⟦-1⟧, count: 5)] [Dense(2)]", "'size' is -1; write at least 1");
        Case("NETGEN025", "[Network(100)] [Embedding(5, ⟦1000000⟧)]", "The size of an output is 1000000 × 100; at most 67,108,863 elements are possible");
        Case("NETGEN026", "[Network(4)] [Embedding(⟦16000000⟧, 64)]", "Layer 'embedding1' would have 1,024,000,000 parameters, 4,096,000,000 bytes; at most 2,147,483,648 bytes are possible, so make it or its input smaller");
        Case("NETGEN050", "[Network(3, 4)] [⟦Embedding(5, 2)⟧]", "Embedding needs a vector of whole numbers, but gets 3 × 4; write [Network(12)]");
        Case("NETGEN110", "[Network(4)] [Dense(4)] [⟦Embedding(5, 2)⟧] [Dense(2)]", "Embedding takes whole numbers, which only an input of the network gives; write it first, or give Define an input for them");
        Case("NETGEN110", "[Network(4)] [Flatten] [⟦Embedding(5, 2)⟧]", "Embedding takes whole numbers, which only an input of the network gives; write it first, or give Define an input for them");
        Case("NETGEN111", "[Network(4)] [Embedding(⟦16777217⟧, 2)]", "'count' is 16,777,217; write at most 16,777,216, the largest number up to which floats hold every whole number");

        Case("NETGEN050", "[Network(12)] [⟦PositionEmbedding⟧]", "PositionEmbedding needs channels × length, but gets a vector of 12; write [Network(1, 12)]");
        Case("NETGEN050", "[Network(2, 3, 4)] [BatchNorm] [⟦PositionEmbedding⟧]", "PositionEmbedding needs channels × length, but gets 2 × 3 × 4; write [Reshape(2, 12)] before it");

        Case("NETGEN050", "[Network(28)] [⟦Lstm(4)⟧]", "Lstm needs channels × length, but gets a vector of 28; write [Network(1, 28)]");
        Case("NETGEN050", "[Network(2, 28, 28)] [BatchNorm] [⟦Gru(4)⟧]", "Gru needs channels × length, but gets 2 × 28 × 28; write [Reshape(2, 784)] before it");
        Case("NETGEN050", "[Network(2, 9)] [Lstm(4, Return = Return.Last)] [⟦Rnn(4)⟧]", "Rnn needs channels × length, but gets a vector of 4; write [Reshape(1, 4)] before it");
        Case("NETGEN024", "[Network(2, 9)] [Rnn(⟦0⟧)]", "'units' is 0; write at least 1");
        Case("NETGEN024", "[Network(2, 9)] [Gru(units: ⟦-3⟧, Bidirectional = true)] [Dense(2)]", "'units' is -3; write at least 1");
        Case("NETGEN025", "[Network(2, 9)] [Rnn(⟦40000000⟧, Bidirectional = true)]", "The size of an output is 80,000,000; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 1000000)] [Rnn(⟦70⟧)]", "The size of an output is 70 × 1000000; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 1000000)] [Lstm(⟦20⟧)]", "The size of the product of the inputs is 80 × 1000000; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(1, 1000000)] [Lstm(⟦1⟧)]", "The size of what is kept of the states is 96 × 1000000; at most 67,108,863 elements are possible");
        Case("NETGEN026", "[Network(10000, 9)] [Lstm(⟦8000⟧)]", "Layer 'lstm1' would have 576,064,000 parameters, 2,304,256,000 bytes; at most 2,147,483,648 bytes are possible, so make it or its input smaller");
        Case("NETGEN030", "[Network(2, 9)] [Lstm(4, Return = ⟦(Return)7⟧)]", "7 is not a value of Return; write one of Sequence, Last");
        Case("NETGEN040", "[Network(2, 9, Loss = ⟦Loss.CrossEntropy⟧)] [Lstm(4, Return = Return.Last)]", "CrossEntropy needs probabilities that sum to 1, but the last layer ends in Lstm: write Activation.Softmax there, or Activation.Linear if the outputs are logits");
        Case("NETGEN115", "[Network(2, 9)] [Rnn(4, ⟦Activation.Sigmoid⟧)]", "Sigmoid is no activation of Rnn; write Activation.Tanh or Activation.Relu");
        Case("NETGEN115", "[Network(2, 9)] [Rnn(4, activation: ⟦(Activation)77⟧)] [Dense(2)]", "77 is no activation of Rnn; write Activation.Tanh or Activation.Relu");

        Case("NETGEN050", "[Network(12)] [⟦SelfAttention(1)⟧]", "SelfAttention needs channels × length, but gets a vector of 12; write [Network(1, 12)]");
        Case("NETGEN050", "[Network(2, 3, 4)] [⟦SelfAttention(2)⟧] [Dense(2)]", "SelfAttention needs channels × length, but gets 2 × 3 × 4; write [Network(2, 12)]");
        Case("NETGEN024", "[Network(4, 8)] [SelfAttention(⟦0⟧)]", "'heads' is 0; write at least 1");
        Case("NETGEN112", "[Network(6, 8)] [SelfAttention(⟦4⟧, Causal = true)]", "4 heads can't divide 6 channels equally; write a divisor of 6");
        Case("NETGEN112", "[Network(6, 8)] [Conv1D(9, 1)] [SelfAttention(heads: ⟦18⟧)] [Dense(2)]", "18 heads can't divide 9 channels equally; write a divisor of 9");
        Case("NETGEN025", "[Network(2, 20000)] [⟦SelfAttention(1)⟧]", "The size of the heads' probabilities is 1 × 20000 × 20000; at most 67,108,863 elements are possible");
        Case("NETGEN025", "[Network(60000, 400)] [⟦SelfAttention(1)⟧]", "The size of the queries, keys and values is 180000 × 400; at most 67,108,863 elements are possible");
    }

    private void Endings()
    {
        Case("NETGEN059", "[Network(4)] [Dense(2)] [⟦Dropout(0.5)⟧]", "'dropout1' drops outputs of the network, so that training fits targets to zeros; write it before the layer that computes the outputs, or remove it");
        Case("NETGEN059", "[Network(4)] [Dense(2)] [⟦Dropout(0.5, Name = \"last\")⟧] [Dropout(0)] [Activate(Activation.Linear)] [Reshape(1, 2)] [Flatten]", "'last' drops outputs of the network, so that training fits targets to zeros; write it before the layer that computes the outputs, or remove it");

        Case("NETGEN060", "[Network(1, 8, 8)] [Conv2D(2, 3, ⟦Activation.Softmax⟧)]", "Softmax is over all elements of a vector, but gets 2 × 6 × 6; write another activation there, then [Flatten] and [Activate(Activation.Softmax)]");
        Case("NETGEN060", "[Network(1, 8)] [Conv1D(2, 3, ⟦Activation.LogSoftmax⟧)] [Flatten] [Dense(2)]", "LogSoftmax is over all elements of a vector, but gets 2 × 6; write another activation there, then [Flatten] and [Activate(Activation.LogSoftmax)]");
        Case("NETGEN060", "[Network(2, 8, 8)] [Activate(⟦Activation.Softmax⟧)] [Flatten]", "Softmax is over all elements of a vector, but gets 2 × 8 × 8; write [Flatten] before it");
        Case("NETGEN060", "[Network(2, 1, 1)] [Activate(⟦Activation.Softmax⟧)]", "Softmax is over all elements of a vector, but gets 2 × 1 × 1; write [Flatten] before it");
        Case("NETGEN060", "[Network(1, 8, 8, Loss = ⟦Loss.CrossEntropy⟧)] [Conv2D(2, 3)]", "CrossEntropy is over all elements of a vector, but gets 2 × 6 × 6; write [Flatten] or [GlobalAveragePool] as the last layer");

        Case("NETGEN043", "[Network(4)] [Dense(3)] [Activate(⟦Activation.Softmax⟧)] [BatchNorm]", "Softmax in the hidden layer 'activation1' couples its outputs and makes the gradients of the layers before it vanish; write Activation.Relu or Activation.Tanh, unless it is meant as a gate");
        Case("NETGEN042", "[Network(4)] [Dense(1)] [Activate(⟦Activation.Softmax⟧)]", "Softmax over one output is always 1; write Activation.Sigmoid, or more units");
        Case("NETGEN041", "[Network(1, 4, 4, Loss = ⟦Loss.CrossEntropy⟧)] [GlobalAveragePool]", "CrossEntropy over one output is always 0; write Loss.BinaryCrossEntropy with Activation.Sigmoid, or give the last layer an output for each class");
        Case("NETGEN044", "[Network(4, Loss = ⟦Loss.Huber⟧)] [Dense(2)] [Activate(Activation.Step)] [Dense(1)]", "'Net' uses Activation.Step, which has no derivative, so it can't be trained; remove the loss, or write Activation.Sigmoid in place of Step");
        Case("NETGEN045", "[Network(4, Loss = ⟦Loss.Hinge⟧)] [Dense(2)] [Activate(Activation.Silu)] [Flatten]", "Hinge has targets of +1 and -1, but Silu never falls below -0.4, so a target of -1 is never met; write Activation.Linear or Activation.Tanh");

        const string ToSum = "CrossEntropy needs probabilities that sum to 1, but the last layer ends in";
        Case("NETGEN040", "[Network(4, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(2)] [Activate(Activation.Relu)]", $"{ToSum} Relu: write Activation.Softmax there, or Activation.Linear if the outputs are logits");
        Case("NETGEN040", "[Network(4, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(2, Activation.Tanh)] [Reshape(1, 2)] [Dropout(0)] [Flatten]", $"{ToSum} Tanh: write Activation.Softmax there, or Activation.Linear if the outputs are logits");
        Case("NETGEN040", "[Network(4, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(2)] [PRelu]", $"{ToSum} PRelu: write Activation.Softmax there, or Activation.Linear if the outputs are logits");
        Case("NETGEN040", "[Network(2, 4, 4, Loss = ⟦Loss.CrossEntropy⟧)] [GlobalMaxPool] [Activate(Activation.Relu)]", $"{ToSum} Relu: write Activation.Softmax there, or Activation.Linear if the outputs are logits");
        Case("NETGEN040", "[Network(1, 4, 4, Loss = ⟦Loss.BinaryCrossEntropy⟧)] [Conv2D(2, 3, Activation.Sigmoid)] [GlobalAveragePool]", "BinaryCrossEntropy needs probabilities between 0 and 1, but the last layer ends in Sigmoid and 'pool1': write 'pool1' before that activation, or Activation.Linear there if the outputs are logits");
        Case("NETGEN040", "[Network(1, 4, 4, Loss = ⟦Loss.Hinge⟧)] [Conv2D(2, 3, Activation.Relu)] [GlobalMaxPool]", "Hinge needs outputs of both signs, for targets of +1 and -1, but the last layer ends in Relu and 'pool1': write Activation.Linear or Activation.Tanh there");
    }
}
