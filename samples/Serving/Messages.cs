using System.Text.Json;
using System.Text.Json.Serialization;
using NetGen;

namespace Serving;

/// <summary>A request: the point to classify.</summary>
public sealed record Point(float X, float Y)
{
    /// <summary>Draws a point from the square that contains the circle.</summary>
    public static Point Draw(SeededRandom random) => new(3 * random.NextSingle() - 1.5f, 3 * random.NextSingle() - 1.5f);

    /// <summary>The point with its true label.</summary>
    public LabelledPoint Label(float radius) => new(X, Y, X * X + Y * Y < radius * radius);
}

/// <summary>A response: the probability, and the version of the network that computed it.</summary>
public sealed record Answer(float Probability, int Version);

/// <summary>A point labelled by a client.</summary>
public sealed record LabelledPoint(float X, float Y, bool Inside);

/// <summary>Serializes messages as JSON without reflection. Floats are written as the shortest text that parses to the same value, so an answer keeps its bits.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(LabelledPoint[]))]
internal sealed partial class Messages : JsonSerializerContext;
