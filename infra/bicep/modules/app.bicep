metadata description = 'The Function App on Flex Consumption.'

import { robotSettings } from '../settings.bicep'
import { alwaysReadyType, endpointsType, robotType, settingsType, tagsType } from '../types.bicep'

@description('The name of the app, which is the first part of its host name.')
param name string

@description('The name of the plan.')
param planName string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('The id of the app\'s identity.')
param identityId string

@description('Its client id.')
param identityClientId string

@description('The id of the identity that writes and reads the deployment package.')
param deploymentIdentityId string

@description('The endpoints of the services that the app uses.')
param endpoints endpointsType

@description('The container of the deployment package.')
param packageContainer string

@description('The memory of an instance, in MB.')
param instanceMemory int

@description('The maximum number of instances.')
param maximumInstances int

@description('The always-ready instances.')
param alwaysReady alwaysReadyType

@description('The number of concurrent requests per instance before another instance is added.')
param httpConcurrency int

@description('The id of the subnet the app is joined to; empty for none.')
param subnetId string

@description('The robots of the app.')
param robots robotType[]

@description('Settings shared by all robots, by option name.')
param settings settingsType

var allSettings = {
  // Each tick of the timer is billed, so that it is disabled while no Hub takes the reports.
  'AzureWebJobs.report.Disabled': contains(settings, 'Hub__Url') ? 'false' : 'true'
  ...settings
  ...robotSettings(robots, endpoints.vault)
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: endpoints.blobs
  AzureWebJobsStorage__queueServiceUri: endpoints.queues
  AzureWebJobsStorage__tableServiceUri: endpoints.tables
  APPLICATIONINSIGHTS_CONNECTION_STRING: endpoints.insights
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsDisableHomepage: 'true'
  // The Functions host buffers each body before the app sees it, up to 100 MB by default: httpConcurrency anonymous requests could exhaust an instance.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: settings.?Limits__RequestBytes ?? '4194304'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: { ...tags, 'azd-service-name': 'robot' }
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {}, '${deploymentIdentityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      appSettings: [for setting in items(allSettings): { name: setting.key, value: setting.value }]
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${endpoints.blobs}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: deploymentIdentityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: [
          for group in filter(items(alwaysReady), group => group.value > 0): {
            name: group.key
            instanceCount: group.value
          }
        ]
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
    }
  }
}

// Deployments authenticate with an identity, never with a password.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

@description('The host name.')
output hostName string = app.properties.defaultHostName
