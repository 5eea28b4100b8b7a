namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>What is wrong with a form or with an answer.</summary>
/// <param name="Pointer">Where: a JSON pointer (RFC 6901) into the form or the answer.</param>
/// <param name="Text">A sentence: what is wrong, or what is expected.</param>
internal sealed record FormProblem(string Pointer, string Text);
