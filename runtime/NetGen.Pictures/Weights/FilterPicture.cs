using System.Globalization;

namespace NetGen.Pictures;

/// <summary>Draws learned filters, and other weights whose inputs are images, as images.</summary>
public static class FilterPicture
{
    /// <summary>The most filters in a picture, unless told otherwise.</summary>
    public const int MaxFilters = 64;

    /// <summary>The weights of a convolution as an SVG document: an image for each filter and input channel, dark blue below 0, grey at 0, yellow above 0, all on one scale.</summary>
    /// <param name="parameters">A network's parameters.</param>
    /// <param name="name">A weight of shape out × in × height × width, as <c>conv1.weight</c>; or out × in × length, whose filters are images of in rows.</param>
    /// <param name="maxFilters">The most filters that are drawn, at least 1; the first ones of more.</param>
    /// <exception cref="ArgumentException">There is no such weight, or it has another rank.</exception>
    public static string ToFilterSvg(this ParameterBlock parameters, string name, int maxFilters = MaxFilters) => parameters.ToFilterPicture(name, maxFilters).ToSvg();

    /// <summary>The weights of a dense layer whose inputs are images, as an SVG document: an image for each neuron and channel.</summary>
    /// <param name="parameters">A network's parameters.</param>
    /// <param name="name">A weight of shape out × in, as <c>dense1.weight</c>.</param>
    /// <param name="shape">The shape of its inputs, as <c>new(1, 28, 28)</c>: in elements.</param>
    /// <param name="maxFilters">The most neurons that are drawn, at least 1; the first ones of more.</param>
    /// <exception cref="ArgumentException">There is no such weight, it has another rank, or the shape has another number of elements.</exception>
    public static string ToFilterSvg(this ParameterBlock parameters, string name, FilterShape shape, int maxFilters = MaxFilters) => parameters.ToFilterPicture(name, shape, maxFilters).ToSvg();

    /// <summary>The weights of a convolution as a picture.</summary>
    /// <inheritdoc cref="ToFilterSvg(ParameterBlock, string, int)"/>
    public static Picture ToFilterPicture(this ParameterBlock parameters, string name, int maxFilters = MaxFilters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlySpan<int> shape = parameters.GetShape(name);
        FilterShape filter = shape.Length switch
        {
            4 => new(shape[1], shape[2], shape[3]),
            3 => new(1, shape[1], shape[2]),
            _ => throw new ArgumentException($"{name} has the shape {Text(shape)}, not that of a convolution, out × in × height × width or out × in × length. For a dense layer, give the shape of its input images too.", nameof(name)),
        };
        return Draw(parameters, name, filter, maxFilters);
    }

    /// <summary>The weights of a dense layer whose inputs are images, as a picture.</summary>
    /// <inheritdoc cref="ToFilterSvg(ParameterBlock, string, FilterShape, int)"/>
    public static Picture ToFilterPicture(this ParameterBlock parameters, string name, FilterShape shape, int maxFilters = MaxFilters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlySpan<int> weight = parameters.GetShape(name);
        if (weight.Length != 2)
            throw new ArgumentException($"{name} has the shape {Text(weight)}, not that of a dense layer, out × in.", nameof(name));
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1 || (long)shape.Channels * shape.Height * shape.Width != weight[1])
            throw new ArgumentException($"{shape} are not the {weight[1]} inputs of {name}, whose shape is {Text(weight)}.", nameof(shape));
        return Draw(parameters, name, shape, maxFilters);
    }

    private static Picture Draw(ParameterBlock parameters, string name, FilterShape shape, int maxFilters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFilters, 1);
        int filters = parameters.GetShape(name)[0];
        float[] weights = new float[checked(filters * shape.Channels * shape.Height * shape.Width)];
        parameters.CopyTo(name, weights);
        return new FilterGrid(parameters.Layout.Network, name, weights, shape, filters, maxFilters).Draw();
    }

    private static string Text(ReadOnlySpan<int> shape) => string.Join(" × ", shape.ToArray().Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
}
