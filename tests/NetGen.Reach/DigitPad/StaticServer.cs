using System.Net;
using System.Net.Sockets;

namespace NetGen.Reach.DigitPad;

/// <summary>Serves the files of a folder below a path on this machine, as any static host does: without special headers.</summary>
internal sealed class StaticServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;

    public StaticServer(string folder)
    {
        _folder = folder;
        Address = $"http://127.0.0.1:{FreePort()}/some/path/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAllAsync();
    }

    /// <summary>The page.</summary>
    public string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task AnswerAllAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The server was disposed, or a browser that is being closed no longer listens.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath[new Uri(Address).AbsolutePath.Length..], file = Path.Combine(_folder, path is "" ? "index.html" : path);
        using HttpListenerResponse response = context.Response;
        if (!File.Exists(file))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }
        response.ContentType = Path.GetExtension(file) switch { ".html" => "text/html", ".css" => "text/css", ".js" => "text/javascript", ".wasm" => "application/wasm", _ => "application/octet-stream" };
        byte[] content = File.ReadAllBytes(file);
        response.ContentLength64 = content.Length;
        response.OutputStream.Write(content);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
