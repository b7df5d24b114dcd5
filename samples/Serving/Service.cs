using Microsoft.AspNetCore.Http.HttpResults;

namespace Serving;

/// <summary>The web service: its dependencies and its routes.</summary>
internal static class Service
{
    /// <summary>The most points that a client may label in one request.</summary>
    private const int MaxLabels = 1000;

    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, Messages.Default);
            // A point without an x is rejected, instead of getting an x of 0.
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        builder.Services.AddSingleton(new Versions(InsideCircle.Pretrained())).AddSingleton<Labels>().AddHostedService<FineTuning>();

        WebApplication app = builder.Build();
        app.MapPost("/answers", Answer);
        app.MapPost("/labels", Label);
        app.MapGet("/versions/{number:int}", Weights);
        return app;
    }

    private static Results<Ok<Answer>, ProblemHttpResult> Answer(Point point, Versions versions)
    {
        if (!IsFinite(point.X, point.Y))
            return NotFinite();
        // Read once, so that the answer comes from the version that it names even if another is published meanwhile.
        Version version = versions.Current;
        return TypedResults.Ok(new Answer(version.Network.Answer(point), version.Number));
    }

    private static Results<Accepted, ProblemHttpResult> Label(LabelledPoint[] points, Labels labels)
    {
        if (points.Length is 0 or > MaxLabels)
            return TypedResults.Problem($"A request must label 1 to {MaxLabels:N0} points.", statusCode: StatusCodes.Status400BadRequest);
        if (!Array.TrueForAll(points, point => point is not null && IsFinite(point.X, point.Y)))
            return NotFinite();
        return labels.TryAdd(points)
            ? TypedResults.Accepted((string?)null)
            : TypedResults.Problem("Too many labelled points are waiting for training; none of these was accepted.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static Results<FileContentHttpResult, NotFound> Weights(int number, Versions versions)
    {
        if (versions.Find(number) is not { } version)
            return TypedResults.NotFound();
        using var weights = new MemoryStream();
        version.Network.Save(weights);
        return TypedResults.Bytes(weights.ToArray(), fileDownloadName: $"circle-{number}.safetensors");
    }

    private static bool IsFinite(float x, float y) => float.IsFinite(x) && float.IsFinite(y);

    private static ProblemHttpResult NotFinite() =>
        TypedResults.Problem("A point must have two finite coordinates, x and y.", statusCode: StatusCodes.Status400BadRequest);
}
