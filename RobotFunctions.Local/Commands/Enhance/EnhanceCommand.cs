using System.CommandLine;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary><c>robot enhance</c>: runs an enhancer on a reference file without a repository.</summary>
internal static class EnhanceCommand
{
    public static Command Create(TimeProvider time, Action<IServiceCollection> services)
    {
        var input = new Argument<string>("references") { Description = "The reference file (JSON Lines); - reads standard input." };
        var output = new Option<string>("--output", "-o") { Description = "The result file; - writes to standard output.", DefaultValueFactory = static _ => "-" };
        var enhancer = new Option<string?>("--enhancer") { Description = "The enhancer: toy, keywords, http, or one of your own. Default: Robot:Enhancer." };
        var errors = new Option<string?>("--errors") { Description = "A file for the error lines of the result, which are in the result file too.", HelpName = "file" };
        var resume = new Option<bool>("--resume") { Description = "Continue what an earlier run of the same command left unfinished." };
        var json = new JsonOption();
        var command = new Command("enhance", "Runs an enhancer on a reference file without a repository.")
        {
            input, output, enhancer, errors, resume, json,
            DetailedHelp.Option("""
                Writes one result line per reference, as a run for the repository would, and a summary to standard error.

                The result is written to a folder beside the output, OUTPUT.part, and moved in place at the end: until then an earlier result stays as it is. After
                Ctrl-C, a kill or a full disk the folder keeps every finished answer, and --resume continues from there; at most the calls that were under way are
                made again. It refuses to if the references, the enhancer, its version or the limits of chunks and lines are others. Without --resume, unfinished work
                is not touched.

                The references are read twice and not copied, except for standard input, which is first copied to that folder, or, with -o -, to a temporary one.

                --errors FILE gets one JSON object per line, {"reference_id": ..., "message": ...}, for each reference without an enhancement. Lines of the input
                without a readable id are not among them; the summary counts them and names the first ones.

                Exit code 0: every reference was enhanced; 1: some got an error line or could not be read, or the reader of standard output is gone; 2: the command
                could not run; 130: interrupted.

                Example:
                  robot enhance samples/references.jsonl -o results.jsonl --enhancer toy
                """),
        };
        command.SetAction((parsed, cancellation) => new EnhanceRun(
            new EnhanceRequest(
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(output),
                parsed.GetValue(enhancer),
                parsed.GetValue(errors),
                parsed.GetValue(resume),
                parsed.GetValue(json),
                GlobalOptions.Of(parsed)),
            services,
            time,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error).RunAsync(cancellation));
        return command;
    }
}
