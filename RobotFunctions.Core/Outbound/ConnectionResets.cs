using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>
/// Lets a connection that was reset in the moment it was made fail as any other does: .NET then asks it for its address, and the
/// <see cref="SocketException"/> of that question escapes as it is.
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
