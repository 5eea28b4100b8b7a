metadata description = 'Log Analytics and Application Insights. Only identities may send telemetry; the connection string alone is not sufficient.'

import { tagsType } from '../types.bicep'

@description('The name of the workspace.')
param workspaceName string

@description('The name of the Application Insights component.')
param insightsName string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('How many days telemetry is kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

@description('The id of the workspace.')
output workspaceId string = workspace.id

@description('The connection string for telemetry. It does not grant access by itself.')
output connectionString string = insights.properties.ConnectionString
