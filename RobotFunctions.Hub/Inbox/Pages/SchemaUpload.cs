using System.Buffers.Text;
using System.Text;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A schema file that somebody uploads, types, or has seen in a preview.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="IsConfirmed">Whether it is to be installed, not only shown.</param>
internal sealed record SchemaUpload(byte[] Content, bool IsConfirmed)
{
    /// <summary>The file as text, to be edited.</summary>
    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>Reads the posted form: the bytes that were previewed, else the uploaded file, else the typed text.</summary>
    public static async Task<SchemaUpload> ReadAsync(IFormCollection sent, CancellationToken cancellation)
    {
        var previewed = sent["content"].ToString();
        if (previewed.Length > 0 && Base64.IsValid(previewed))
        {
            return new SchemaUpload(Convert.FromBase64String(previewed), IsConfirmed: true);
        }

        if (sent.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            return new SchemaUpload(content.ToArray(), IsConfirmed: false);
        }

        // Browsers post line ends as CR LF, whatever was typed.
        return new SchemaUpload(Encoding.UTF8.GetBytes(sent["text"].ToString().Replace("\r\n", "\n", StringComparison.Ordinal)), IsConfirmed: false);
    }
}
