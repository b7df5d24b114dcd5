using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Training;

/// <summary>Values of metrics as a JSON object, <c>{"f1_macro":0.93}</c>; what is not finite as <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>.</summary>
internal sealed class MetricValuesConverter : JsonConverter<MetricValues>
{
    public override MetricValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the values of metrics are not an object");
        List<MetricValue> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            double value = reader.TokenType switch
            {
                JsonTokenType.Number => reader.GetDouble(),
                JsonTokenType.String => reader.GetString() switch
                {
                    "NaN" => double.NaN,
                    "Infinity" => double.PositiveInfinity,
                    "-Infinity" => double.NegativeInfinity,
                    _ => throw new JsonException($"the metric {name} is not a number"),
                },
                _ => throw new JsonException($"the metric {name} is not a number"),
            };
            values.Add(new(name, value));
        }
        try
        {
            return new(values);
        }
        catch (ArgumentException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, MetricValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, double number) in value)
            if (double.IsFinite(number))
                writer.WriteNumber(name, number);
            else
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
