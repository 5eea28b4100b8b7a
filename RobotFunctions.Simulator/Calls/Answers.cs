using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Simulator.Calls;

/// <summary>Writes responses in the format of the repository's framework (FastAPI).</summary>
internal static class Answers
{
    /// <summary>A JSON body.</summary>
    public static Task Json<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, "application/json", context.RequestAborted);
    }

    /// <summary>An error whose <c>detail</c> is a sentence.</summary>
    public static Task Detail(HttpContext context, int status, string detail) =>
        Json(context, status, new DetailAnswer(detail), AnswerJson.Default.DetailAnswer);

    /// <summary>422 whose <c>detail</c> is a list: the content does not fit the model.</summary>
    public static Task Invalid(HttpContext context, InvalidContent problem) =>
        Json(context, 422, new InvalidAnswer([problem]), AnswerJson.Default.InvalidAnswer);

    /// <summary>An unhandled exception.</summary>
    public static Task InternalServerError(HttpContext context)
    {
        context.Response.StatusCode = 500;
        return context.Response.WriteAsync("Internal Server Error", context.RequestAborted);
    }

    /// <summary>404 if the unknown id is in the path, otherwise 422; always 404 in G1.</summary>
    public static Task NotFound(HttpContext context, string model, Guid id, bool always404)
    {
        var status = always404 || context.Request.Path.Value!.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase) ? 404 : 422;
        return Detail(context, status, $"{model} with id {id} does not exist.");
    }
}

/// <summary>A problem with a field.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Loc">Its location.</param>
/// <param name="Msg">What is wrong.</param>
internal sealed record InvalidContent(string Type, IReadOnlyList<string> Loc, string Msg);

internal sealed record InvalidAnswer(IReadOnlyList<InvalidContent> Detail);

internal sealed record DetailAnswer(string Detail);
