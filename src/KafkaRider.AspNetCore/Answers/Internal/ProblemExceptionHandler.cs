using Microsoft.AspNetCore.Diagnostics;

namespace KafkaRider.AspNetCore.Internal;

internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ClientGone.Explains(exception, httpContext))
        {
            await ClientGone.Instance.ExecuteAsync(httpContext);
            return true;
        }

        var problem = ExceptionProblems.For(exception);

        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            LogUnexpected(exception);
        }

        await Answer.From(problem).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A request failed unexpectedly", EventName = "RequestFailed")]
    private partial void LogUnexpected(Exception exception);
}
