using KafkaRider.AspNetCore;

namespace Users.Api.Reading;

/// <summary>Describes what endpoints have that read from views.</summary>
internal static class ReadingDescriptions
{
    public static readonly ParameterDescription ConsistencyTokenParameter = ParameterDescription.Header(
        ConsistencyToken.HeaderName, Schemas.Text(), "That of an answer to a command: wait until this instance knows what it told of.");

    public static readonly ParameterDescription IfNoneMatchParameter =
        ParameterDescription.Header("If-None-Match", Schemas.Text(), "The entity tags of what is known already.");

    public static readonly ResponseDescription ViewBehind =
        ResponseDescription.Problem(ProblemTypes.ViewBehind, Headers.RetryAfter, Headers.CacheControl.Sometimes);

    public static readonly ResponseDescription InvalidRequest = ResponseDescription.OneOf(
        "The query or the token is not valid.", [ProblemTypes.InvalidRequest, ProblemTypes.InvalidConsistencyToken], Headers.CacheControl.Sometimes);
}
