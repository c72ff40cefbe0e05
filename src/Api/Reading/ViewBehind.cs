using KafkaRider.AspNetCore;

namespace Users.Api.Reading;

internal static class ViewBehind
{
    /// <summary>Says that this instance cannot tell yet.</summary>
    public static Answer Answer(RequestsOptions requests, string what = "users") => KafkaRider.AspNetCore.Answer.From(ProblemTypes.ViewBehind.With(
        $"This instance has not read all {what} yet, or is too far behind. Ask again later, or another instance.")) with
    { RetryAfter = requests.RetryAfter };
}
