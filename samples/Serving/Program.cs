// A network in a web service: every request is answered by one shared instance, while labelled points that clients send train its successor.
//
//   dotnet run -c Release --project samples/Serving -- --urls http://127.0.0.1:5080
//   curl http://127.0.0.1:5080/answers --json '{"x": 0.3, "y": -0.4}'
//
// With --bombard N it starts itself on a free port of this machine, sends N requests, and compares each answer with the version that it names.
using System.Globalization;
using Serving;

if (args is ["--bombard", .. var rest])
{
    if (rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int requests) && requests is >= Bombardment.FewestRequests and <= Bombardment.MostRequests)
        return await Bombardment.RunAsync(requests);
    Console.Error.WriteLine($"--bombard needs a number of requests from {Bombardment.FewestRequests:N0} to {Bombardment.MostRequests:N0}.");
    return 2;
}
await Service.Create(args).RunAsync();
return 0;
