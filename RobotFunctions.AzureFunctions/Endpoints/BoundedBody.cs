namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>Reads the exact bytes of a request body, which the signature covers.</summary>
internal static class BoundedBody
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>The body; null when it is longer than <paramref name="limit"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int limit, CancellationToken cancellation)
    {
        var whole = new MemoryStream();
        var piece = new byte[PieceBytes];
        int read;
        while ((read = await body.ReadAsync(piece, cancellation)) > 0)
        {
            if (whole.Length + read > limit)
            {
                return null;
            }

            whole.Write(piece, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
