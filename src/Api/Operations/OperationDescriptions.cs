using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Problems;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Operations;

internal static class OperationDescriptions
{
    private static readonly HeaderDescription Vary = new("Vary", Schemas.Text(), "Prefer.");

    public static readonly EndpointDescription Get = new("getOperation", "Shows what became of a command")
    {
        Parameters =
        [
            ParameterDescription.Path("id", Schemas.Uuid, "The operation, as Operation-Location names it."),
            ParameterDescription.Header(
                Preferences.HeaderName, Schemas.Text(), $"{Preferences.WaitName}=n: wait up to n seconds for the outcome (at most {Preferences.LongestWait.TotalSeconds})."),
        ],
        Responses =
        [
            ResponseDescription.Json<OperationResponse>(
                Status200OK,
                "The operation, and under result the answer that the command got or would have got.",
                Headers.RetryAfter.Sometimes,
                Headers.CacheControl,
                Vary,
                CommandDescription.PreferenceApplied),
            ResponseDescription.Problem(ProblemTypes.OperationNotFound, Headers.CacheControl, Vary, CommandDescription.PreferenceApplied),
            ResponseDescription.Problem(ProblemTypes.ViewBehind, Headers.RetryAfter, Headers.CacheControl, Vary, CommandDescription.PreferenceApplied),
        ],
    };
}
