using System.Net.Mime;

namespace RobotFunctions.Simulator.Storage;

/// <summary>Error responses with the texts of Azure Storage.</summary>
internal static class StorageErrors
{
    private const string NotAuthenticated =
        "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.";

    public static Task Refuse(HttpContext context, UrlVerdict verdict) => verdict switch
    {
        UrlVerdict.WrongPermission => Write(context, 403, "AuthorizationPermissionMismatch", "This request is not authorized to perform this operation using this permission."),
        UrlVerdict.Expired => Write(context, 403, "AuthenticationFailed", NotAuthenticated, "Signature not valid in the specified time frame"),
        UrlVerdict.WrongSignature => Write(context, 403, "AuthenticationFailed", NotAuthenticated, "Signature did not match."),
        UrlVerdict.NotSigned => Write(context, 403, "AuthenticationFailed", NotAuthenticated, "There is no signature."),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static Task ForeignCredentials(HttpContext context) =>
        Write(context, 400, "InvalidAuthenticationInfo", "Authentication information is not given in the correct format. Check the value of Authorization header.");

    public static Task BlobNotFound(HttpContext context) => Write(context, 404, "BlobNotFound", "The specified blob does not exist.");

    public static Task LengthMissing(HttpContext context) =>
        Write(context, 411, "MissingContentLengthHeader", "The Content-Length header was not specified.");

    public static Task BlobTypeMissing(HttpContext context) =>
        Write(context, 400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.", "x-ms-blob-type");

    private static Task Write(HttpContext context, int status, string code, string message, string? detail = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = MediaTypeNames.Application.Xml;
        var more = detail is null ? "" : $"<AuthenticationErrorDetail>{detail}</AuthenticationErrorDetail>";
        return context.Response.WriteAsync(
            $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>{message}</Message>{more}</Error>""",
            context.RequestAborted);
    }
}
