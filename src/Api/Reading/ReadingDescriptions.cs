using KafkaRider.AspNetCore;

namespace Users.Api.Reading;

/// <summary>Describes what all endpoints have that read the users.</summary>
internal static class ReadingDescriptions
{
    public static readonly ParameterDescription ConsistencyTokenParameter = ParameterDescription.Header(
        ConsistencyToken.HeaderName, Schemas.Text(), "That of an answer to a command: wait until this instance knows what it told of.");

    public static readonly ResponseDescription ViewBehind =
        ResponseDescription.Problem(ProblemTypes.ViewBehind, Headers.RetryAfter, Headers.CacheControl.Sometimes);

    public static readonly ResponseDescription InvalidRequest = ResponseDescription.OneOf(
        "The query or the token is not valid.", [ProblemTypes.InvalidRequest, ProblemTypes.InvalidConsistencyToken], Headers.CacheControl.Sometimes);
}
