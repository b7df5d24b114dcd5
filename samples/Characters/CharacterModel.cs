using NetGen;

namespace Characters;

/// <summary>Predicts the next character at every position of a window, with a transformer (Vaswani et al. 2017; the order of a block's layers is that of Radford et al. 2019): the logarithms of the probabilities of each character, position by position.</summary>
[Network]
[Output("output", Loss.CrossEntropy, Weight = 1.0 / Window)] // The mean over the positions.
public sealed partial class CharacterModel
{
    /// <summary>Characters that the model sees at once.</summary>
    public const int Window = 48;

    private static Tensor Define([Shape(Window)] Tensor text)
    {
        Tensor x = text.Embedding(Verses.Alphabet.Length, 48).PositionEmbedding();
        for (int block = 0; block < 2; block++)
            x = Block(x, heads: 4);
        return x.LayerNorm(over: Over.Channels).Conv1D(Verses.Alphabet.Length, 1).LogSoftmax(axis: 0).Flatten();
    }

    /// <summary>A convolution of one position at a time is a dense layer for each.</summary>
    private static Tensor Block(Tensor x, int heads)
    {
        x += x.LayerNorm(over: Over.Channels).SelfAttention(heads, causal: true).Dropout(0.1);
        return x + x.LayerNorm(over: Over.Channels).Conv1D(4 * x.Channels, 1, Activation.Gelu).Conv1D(x.Channels, 1).Dropout(0.1);
    }
}
