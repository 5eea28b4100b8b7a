using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>The id of a task type (<c>ttype_id</c>): a UUID that the version and the name give, so that it needs no table (version 8, RFC 9562 section 5.8).</summary>
internal static class TaskTypeId
{
    public static Guid Of(Guid versionId, string name)
    {
        Span<byte> id = SHA256.HashData([.. versionId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
