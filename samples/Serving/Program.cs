// A network in a web service: one shared instance answers every request, while its successor is trained on labelled points that clients send.
//
//   dotnet run -c Release --project samples/Serving -- --urls http://127.0.0.1:5080
//   curl http://127.0.0.1:5080/answers --json '{"x": 0.3, "y": -0.4}'
//
// With --load-test N it starts itself on a free port of this machine, sends N requests, and compares each answer with the version that it names.
using System.Globalization;
using Serving;

if (args is ["--load-test", .. var rest])
{
    if (rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int requests) && requests is >= LoadTest.MinRequests and <= LoadTest.MaxRequests)
        return await LoadTest.RunAsync(requests);
    Console.Error.WriteLine($"--load-test needs a number of requests from {LoadTest.MinRequests:N0} to {LoadTest.MaxRequests:N0}.");
    return 2;
}
await Service.Create(args).RunAsync();
return 0;
