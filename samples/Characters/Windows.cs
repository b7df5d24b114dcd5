using NetGen.Data;

namespace Characters;

/// <summary>Windows of a text as samples: each target is the window one character later, as classes.</summary>
internal static class Windows
{
    private const int Length = CharacterModel.Window;

    /// <summary>The window that begins at every character.</summary>
    public static Dataset Of(string text)
    {
        int[] indices = [.. text.Select(character => Verses.Alphabet.IndexOf(character))];
        int count = indices.Length - Length;
        float[] inputs = new float[count * Length], targets = new float[count * CharacterModel.OutputLength];
        for (int i = 0; i < count; i++)
            for (int position = 0; position < Length; position++)
            {
                inputs[i * Length + position] = indices[i + position];
                targets[i * CharacterModel.OutputLength + indices[i + position + 1] * Length + position] = 1;
            }
        return Dataset.FromArrays(inputs, targets, CharacterModel.InputLength, CharacterModel.OutputLength);
    }
}
