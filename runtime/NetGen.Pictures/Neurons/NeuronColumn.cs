namespace NetGen.Pictures;

/// <summary>A column of neurons in a picture: the input's elements or a layer's neurons, of which the first and the last ones are drawn if they are many.</summary>
/// <param name="X">The centre.</param>
/// <param name="Neurons">How many there are.</param>
/// <param name="Drawn">The indices of those that are drawn, in order.</param>
/// <param name="Top">The centre of the first.</param>
internal sealed record NeuronColumn(double X, int Neurons, int[] Drawn, double Top)
{
    /// <summary>From a neuron's centre to the next.</summary>
    public const double Pitch = 40;

    /// <summary>Places of neurons, the one of the dots included.</summary>
    public static int PlacesOf(int neurons, int most) => neurons <= most ? neurons : most + 1;

    public static NeuronColumn Of(double x, int neurons, int most, double centre)
    {
        int first = (most + 1) / 2;
        int[] drawn = neurons <= most ? [.. Enumerable.Range(0, neurons)] : [.. Enumerable.Range(0, first), .. Enumerable.Range(neurons - (most - first), most - first)];
        return new(x, neurons, drawn, centre - (PlacesOf(neurons, most) - 1) * Pitch / 2);
    }

    /// <summary>The height of a drawn neuron, by its position among them.</summary>
    public double Y(int position) => Top + Pitch * (position + (DotsAt is { } dots && position >= dots ? 1 : 0));

    /// <summary>The place of the dots, for neurons that are not drawn; null for none.</summary>
    public int? DotsAt => Drawn.Length == Neurons ? null : (Drawn.Length + 1) / 2;

    /// <summary>The height of the dots.</summary>
    public double DotsY => Top + Pitch * DotsAt!.Value;
}
