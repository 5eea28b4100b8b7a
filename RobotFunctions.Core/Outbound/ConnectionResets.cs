using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>
/// Makes a connection that is reset while it is established fail like any other: .NET then asks it for its address, and the
/// <see cref="SocketException"/> of that call would escape unwrapped.
/// </summary>
internal sealed class ConnectionResets : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException reset)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, reset.Message, reset);
        }
    }
}
